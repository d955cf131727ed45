using Soquete.Filters;
using Soquete.Filters.Programs;
using Soquete.Wire.Link;
using KernelFacts = Soquete.Filters.Programs.Ancillary;

namespace Soquete.Raw;

/// <summary>A program as the kernel is to run it.</summary>
internal static class KernelProgram
{
    // linux/filter.h: SKF_AD_HATYPE behind SKF_AD_OFF.
    private const uint HardwareType = KernelFacts.Offset + 28;

    /// <summary>
    /// A program that gives no more than a length: what it lets through of a frame is what is received of it.
    /// </summary>
    /// <param name="program">The program; null for one that lets everything through.</param>
    /// <param name="longest">The length; null for no limit.</param>
    /// <returns>Null where nothing is to be dropped or cut.</returns>
    public static BpfProgram? Limited(BpfProgram? program, int? longest)
    {
        if (longest is not { } limit)
        {
            return program;
        }

        return Changed(program ?? BpfProgram.AcceptAll, instruction => instruction.Code == BpfCode.Return
            ? instruction with { Operand = Math.Min(instruction.Operand, (uint)limit) }
            : instruction);
    }

    /// <summary>
    /// A program for frames with the cooked header as one for frames without it: the header is made here, and the
    /// kernel knows what it holds (SKF_AD_OFF, linux/filter.h).
    /// </summary>
    /// <exception cref="ArgumentException">It looks at the sender's address, which the kernel does not
    /// tell.</exception>
    public static BpfProgram WithoutCookedHeader(BpfProgram program) =>
        Changed(program, instruction => LooksIntoFrame(instruction) && instruction.Operand < KernelFacts.Offset
            ? instruction with { Operand = WithoutCookedHeader(instruction.Operand) }
            : instruction);

    private static bool LooksIntoFrame(in BpfInstruction instruction) => instruction.Code is BpfCode.LoadWord
        or BpfCode.LoadHalf or BpfCode.LoadByte or BpfCode.LoadWordAtIndex or BpfCode.LoadHalfAtIndex
        or BpfCode.LoadByteAtIndex or BpfCode.LoadIndexHeaderLength;

    /// <summary>The fields of LINKTYPE_LINUX_SLL2: protocol, interface, hardware, packet type.</summary>
    private static uint WithoutCookedHeader(uint offset) => offset switch
    {
        >= CookedView.Sll2Length => offset - CookedView.Sll2Length,
        0 => KernelFacts.Protocol,
        4 => KernelFacts.InterfaceIndex,
        8 => HardwareType,
        10 => KernelFacts.PacketType,
        _ => throw new ArgumentException(
            $"On cooked frames the kernel cannot look at byte {offset}: filter on what is above the link."),
    };

    private static BpfProgram Changed(BpfProgram program, Func<BpfInstruction, BpfInstruction> change)
    {
        var changed = program.Instructions.ToArray();
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = change(changed[i]);
        }

        return new BpfProgram(changed);
    }
}
