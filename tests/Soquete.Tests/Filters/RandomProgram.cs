using Soquete.Filters;
using Soquete.Filters.Programs;
using Soquete.Tests.Support;

namespace Soquete.Tests.Filters;

/// <summary>Instructions by chance, of which some are programs that the kernel takes.</summary>
internal static class RandomProgram
{
    private const ushort ShiftLeftByIndex = 0x6c;
    private const ushort ShiftRightByIndex = 0x7c;

    private static readonly ushort[] Codes =
    [
        BpfCode.LoadWord, BpfCode.LoadHalf, BpfCode.LoadByte, BpfCode.LoadWordAtIndex, BpfCode.LoadHalfAtIndex,
        BpfCode.LoadByteAtIndex, BpfCode.LoadConstant, BpfCode.LoadScratch, BpfCode.LoadLength,
        BpfCode.LoadIndexConstant, BpfCode.LoadIndexScratch, BpfCode.LoadIndexLength, BpfCode.LoadIndexHeaderLength,
        BpfCode.Store, BpfCode.Store, BpfCode.StoreIndex, BpfCode.CopyToIndex, BpfCode.CopyFromIndex, BpfCode.Negate,
        BpfCode.Add, BpfCode.Subtract, BpfCode.Multiply, BpfCode.Divide, BpfCode.Or, BpfCode.And, BpfCode.ShiftLeft,
        BpfCode.ShiftRight, BpfCode.Modulo, BpfCode.Xor, BpfCode.Jump, BpfCode.JumpEqual, BpfCode.JumpGreater,
        BpfCode.JumpGreaterOrEqual, BpfCode.JumpAnySet, BpfCode.ReturnAccumulator,
        // Those that work with X, without the shifts.
        0x0c, 0x1c, 0x2c, 0x3c, 0x4c, 0x5c, 0x9c, 0xac, 0x1d, 0x2d, 0x3d, 0x4d,
    ];

    public static BpfInstruction[] Make(Random random)
    {
        var length = random.Next(1, 12);
        var program = new BpfInstruction[length + 1];
        for (var at = 0; at < length; at++)
        {
            program[at] = new BpfInstruction(
                random.Next(40) == 0 ? AnyCode(random) : random.Pick(Codes),
                (byte)random.Next(length - at + (random.Next(20) == 0 ? 1 : 0)),
                (byte)random.Next(length - at),
                Operand(random, length - at));
        }

        program[length] = new BpfInstruction(
            random.Next(40) == 0 ? BpfCode.LoadLength : random.Pick(BpfCode.Return, BpfCode.ReturnAccumulator),
            0,
            0,
            (uint)random.Pick(0, 1, 20, 65_535));
        return program;
    }

    /// <summary>Any but the shifts by X, which is where the kernel and libpcap differ.</summary>
    private static ushort AnyCode(Random random) =>
        (ushort)random.Next(0x100) is var code && code is ShiftLeftByIndex or ShiftRightByIndex
            ? BpfCode.ShiftLeft
            : code;

    private static uint Operand(Random random, int following) => random.Next(10) switch
    {
        < 4 => (uint)random.Next(following),
        < 7 => (uint)random.Next(16),
        < 9 => (uint)random.Next(120),
        _ => random.Pick(0x0800u, 0xffu, 0x7fffffffu, 31u, 32u, 0x80000000u),
    };
}
