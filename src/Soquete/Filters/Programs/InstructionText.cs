using System.Globalization;

namespace Soquete.Filters.Programs;

/// <summary>One instruction as <c>tcpdump -d</c> prints it.</summary>
internal static class InstructionText
{
    /// <summary>Name and operand, and where a test goes on.</summary>
    public static string Of(in BpfInstruction instruction, int at)
    {
        var (name, operand) = Parts(instruction, at);
        return BpfCode.IsConditionalJump(instruction.Code)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-8} {operand,-16} jt {at + 1 + instruction.JumpTrue}\tjf {at + 1 + instruction.JumpFalse}")
            : $"{name,-8} {operand}";
    }

    private static (string Name, string Operand) Parts(in BpfInstruction instruction, int at) =>
        (instruction.Code & BpfCode.ClassMask) switch
        {
            BpfCode.ArithmeticClass => (ArithmeticName(instruction.Code), ArithmeticOperand(instruction)),
            BpfCode.JumpClass when instruction.Code == BpfCode.Jump =>
                ("ja", Number(at + 1 + (int)instruction.Operand)),
            BpfCode.JumpClass => (JumpName(instruction.Code), JumpOperand(instruction)),
            _ => Move(instruction),
        };

    private static (string Name, string Operand) Move(in BpfInstruction instruction)
    {
        var operand = instruction.Operand;
        return instruction.Code switch
        {
            BpfCode.LoadWord => ("ld", Place(operand)),
            BpfCode.LoadHalf => ("ldh", Place(operand)),
            BpfCode.LoadByte => ("ldb", Place(operand)),
            BpfCode.LoadWordAtIndex => ("ld", $"[x + {Number((int)operand)}]"),
            BpfCode.LoadHalfAtIndex => ("ldh", $"[x + {Number((int)operand)}]"),
            BpfCode.LoadByteAtIndex => ("ldb", $"[x + {Number((int)operand)}]"),
            BpfCode.LoadConstant => ("ld", $"#0x{operand:x}"),
            BpfCode.LoadScratch => ("ld", $"M[{operand}]"),
            BpfCode.LoadLength => ("ld", "#pktlen"),
            BpfCode.LoadIndexConstant => ("ldx", $"#0x{operand:x}"),
            BpfCode.LoadIndexScratch => ("ldx", $"M[{operand}]"),
            BpfCode.LoadIndexLength => ("ldx", "#pktlen"),
            BpfCode.LoadIndexHeaderLength => ("ldxb", $"4*([{Number((int)operand)}]&0xf)"),
            BpfCode.Store => ("st", $"M[{operand}]"),
            BpfCode.StoreIndex => ("stx", $"M[{operand}]"),
            BpfCode.Return => ("ret", $"#{Number((int)operand)}"),
            BpfCode.ReturnAccumulator => ("ret", ""),
            BpfCode.CopyToIndex => ("tax", ""),
            _ => ("txa", ""),
        };
    }

    private static string ArithmeticName(ushort code) => (code & ~BpfCode.WithIndex) switch
    {
        BpfCode.Add => "add",
        BpfCode.Subtract => "sub",
        BpfCode.Multiply => "mul",
        BpfCode.Divide => "div",
        BpfCode.Modulo => "mod",
        BpfCode.And => "and",
        BpfCode.Or => "or",
        BpfCode.Xor => "xor",
        BpfCode.ShiftLeft => "lsh",
        BpfCode.ShiftRight => "rsh",
        _ => "neg",
    };

    private static string ArithmeticOperand(in BpfInstruction instruction) => instruction.Code switch
    {
        BpfCode.Negate => "",
        BpfCode.And or BpfCode.Or or BpfCode.Xor => $"#0x{instruction.Operand:x}",
        var code when (code & BpfCode.WithIndex) != 0 => "x",
        _ => $"#{Number((int)instruction.Operand)}",
    };

    private static string JumpName(ushort code) => (code & ~BpfCode.WithIndex) switch
    {
        BpfCode.JumpEqual => "jeq",
        BpfCode.JumpGreater => "jgt",
        BpfCode.JumpGreaterOrEqual => "jge",
        _ => "jset",
    };

    private static string JumpOperand(in BpfInstruction instruction) =>
        (instruction.Code & BpfCode.WithIndex) != 0 ? "x" : $"#0x{instruction.Operand:x}";

    private static string Place(uint offset) => $"[{Ancillary.NameOf(offset) ?? Number((int)offset)}]";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
