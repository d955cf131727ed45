namespace Soquete.Filters.Programs;

/// <summary>Arithmetic in 32 bits without a sign, as instructions and the compiler's constants have it.</summary>
internal static class Arithmetic
{
    /// <summary>Applies an instruction to A.</summary>
    /// <returns>Whether there is a result: a division by zero has none.</returns>
    public static bool TryApply(in BpfInstruction instruction, uint index, ref uint accumulator)
    {
        var other = (instruction.Code & BpfCode.WithIndex) == 0 ? instruction.Operand : index;
        return TryApply((ushort)(instruction.Code & ~BpfCode.WithIndex), other, ref accumulator);
    }

    /// <summary>Applies an operation, which is named by its code with a constant.</summary>
    public static bool TryApply(ushort operation, uint other, ref uint value)
    {
        if (operation is BpfCode.Divide or BpfCode.Modulo && other == 0)
        {
            return false;
        }

        value = operation switch
        {
            BpfCode.Add => value + other,
            BpfCode.Subtract => value - other,
            BpfCode.Multiply => value * other,
            BpfCode.Divide => value / other,
            BpfCode.Modulo => value % other,
            BpfCode.And => value & other,
            BpfCode.Or => value | other,
            BpfCode.Xor => value ^ other,
            BpfCode.ShiftLeft => other > 31 ? 0 : value << (int)other,
            BpfCode.ShiftRight => other > 31 ? 0 : value >> (int)other,
            _ => 0 - value,
        };
        return true;
    }
}
