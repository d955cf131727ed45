namespace Soquete.Filters.Programs;

/// <summary>What bpf_check_classic (net/core/filter.c) refuses, refused before the kernel is asked.</summary>
internal static class ProgramCheck
{
    /// <summary>Why the kernel would not take the program; null where it would.</summary>
    public static string? Problem(ReadOnlySpan<BpfInstruction> program)
    {
        if (program.Length is 0 or > BpfProgram.MaxInstructions)
        {
            return $"a program has 1 to {BpfProgram.MaxInstructions} instructions, not {program.Length}";
        }

        for (var at = 0; at < program.Length; at++)
        {
            if (ProblemOf(program[at], program.Length - at - 1) is { } problem)
            {
                return $"instruction {at}: {problem}";
            }
        }

        return program[^1].Code is not (BpfCode.Return or BpfCode.ReturnAccumulator)
            ? "the last instruction does not return"
            : UnsetScratch(program) is { } unset
                ? $"instruction {unset}: scratch word {program[unset].Operand} may not have been stored"
                : null;
    }

    private static string? ProblemOf(BpfInstruction instruction, int following)
    {
        var (code, jumpTrue, jumpFalse, operand) = instruction;
        return code switch
        {
            _ when !BpfCode.IsKnown(code) => $"0x{code:x2} is no instruction",
            BpfCode.Divide or BpfCode.Modulo when operand == 0 => "it divides by zero",
            BpfCode.ShiftLeft or BpfCode.ShiftRight when operand > 31 => $"it shifts 32 bits by {operand}",
            BpfCode.LoadScratch or BpfCode.LoadIndexScratch or BpfCode.Store or BpfCode.StoreIndex
                when operand >= BpfCode.ScratchWords => $"there is no scratch word {operand}",
            BpfCode.LoadWord or BpfCode.LoadHalf or BpfCode.LoadByte
                when operand >= Ancillary.Offset && !Ancillary.IsKnown(operand) => "it loads what the kernel has not",
            BpfCode.Jump when operand >= following => "it jumps beyond the end",
            _ when BpfCode.IsConditionalJump(code) && Math.Max(jumpTrue, jumpFalse) >= following =>
                "it jumps beyond the end",
            _ => null,
        };
    }

    /// <summary>
    /// Where a scratch word is loaded that was not stored on every way there (check_load_and_stores). Code that nothing
    /// leads to counts as having every word.
    /// </summary>
    private static int? UnsetScratch(ReadOnlySpan<BpfInstruction> program)
    {
        Span<ushort> arriving = new ushort[program.Length];
        arriving.Fill(ushort.MaxValue);
        ushort stored = 0;
        for (var at = 0; at < program.Length; at++)
        {
            stored &= arriving[at];
            var (code, jumpTrue, jumpFalse, operand) = program[at];
            var word = 1 << (int)(operand & (BpfCode.ScratchWords - 1));
            switch (code)
            {
                case BpfCode.Store or BpfCode.StoreIndex:
                    stored |= (ushort)word;
                    break;
                case BpfCode.LoadScratch or BpfCode.LoadIndexScratch when (stored & word) == 0:
                    return at;
                case BpfCode.Jump:
                    arriving[at + 1 + (int)operand] &= stored;
                    stored = ushort.MaxValue;
                    break;
                case var _ when BpfCode.IsConditionalJump(code):
                    arriving[at + 1 + jumpTrue] &= stored;
                    arriving[at + 1 + jumpFalse] &= stored;
                    stored = ushort.MaxValue;
                    break;
                default:
                    break;
            }
        }

        return null;
    }
}
