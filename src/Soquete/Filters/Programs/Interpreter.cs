namespace Soquete.Filters.Programs;

/// <summary>Runs a program that was checked, over a packet in this process.</summary>
/// <remarks>
/// As in the kernel, a load that is not wholly within the packet, and a division by zero, end the program with 0. No
/// jump goes back, so it ends. A shift by an X beyond 31 gives 0, as in libpcap; the kernel takes X modulo 32.
/// </remarks>
internal static class Interpreter
{
    public static uint Run(
        ReadOnlySpan<BpfInstruction> program, ReadOnlySpan<byte> packet, uint length, in BpfPacketFacts facts)
    {
        Span<uint> scratch = stackalloc uint[BpfCode.ScratchWords];
        uint accumulator = 0;
        uint index = 0;
        for (var at = 0; ; at++)
        {
            ref readonly var next = ref program[at];
            switch (next.Code & BpfCode.ClassMask)
            {
                case BpfCode.LoadClass when next.Code == BpfCode.LoadScratch:
                    accumulator = scratch[(int)next.Operand];
                    break;
                case BpfCode.LoadClass when !PacketLoad.TryLoad(next, packet, length, facts, index, ref accumulator):
                    return 0;
                case BpfCode.LoadIndexClass when next.Code == BpfCode.LoadIndexScratch:
                    index = scratch[(int)next.Operand];
                    break;
                case BpfCode.LoadIndexClass when !PacketLoad.TryLoadIndex(next, packet, length, ref index):
                    return 0;
                case BpfCode.Store:
                    scratch[(int)next.Operand] = accumulator;
                    break;
                case BpfCode.StoreIndex:
                    scratch[(int)next.Operand] = index;
                    break;
                case BpfCode.ArithmeticClass when !Arithmetic.TryApply(next, index, ref accumulator):
                    return 0;
                case BpfCode.JumpClass:
                    at += Distance(next, accumulator, index);
                    break;
                case BpfCode.ReturnClass:
                    return next.Code == BpfCode.Return ? next.Operand : accumulator;
                case BpfCode.MiscellaneousClass:
                    _ = next.Code == BpfCode.CopyToIndex ? index = accumulator : accumulator = index;
                    break;
                default:
                    break;
            }
        }
    }

    private static int Distance(in BpfInstruction jump, uint accumulator, uint index)
    {
        if (jump.Code == BpfCode.Jump)
        {
            return (int)jump.Operand;
        }

        var other = (jump.Code & BpfCode.WithIndex) == 0 ? jump.Operand : index;
        var holds = (jump.Code & ~BpfCode.WithIndex) switch
        {
            BpfCode.JumpEqual => accumulator == other,
            BpfCode.JumpGreater => accumulator > other,
            BpfCode.JumpGreaterOrEqual => accumulator >= other,
            _ => (accumulator & other) != 0,
        };
        return holds ? jump.JumpTrue : jump.JumpFalse;
    }
}
