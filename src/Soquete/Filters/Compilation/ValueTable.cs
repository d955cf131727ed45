using Soquete.Filters.Programs;

namespace Soquete.Filters.Compilation;

/// <summary>Makes each value once, and computes what is known already.</summary>
internal sealed class ValueTable
{
    private readonly Dictionary<(ushort Code, uint Number, Value? First, Value? Second), Value> _values = [];

    public Value Length => Make(ValueKind.Length, BpfCode.LoadLength);

    public Value Constant(uint number) => Make(ValueKind.Constant, BpfCode.LoadConstant, number);

    public Value Byte(uint offset) => Make(ValueKind.Bytes, BpfCode.LoadByte, offset);

    public Value Half(uint offset) => Make(ValueKind.Bytes, BpfCode.LoadHalf, offset);

    public Value Word(uint offset) => Make(ValueKind.Bytes, BpfCode.LoadWord, offset);

    public Value HeaderLength(uint offset) => Make(ValueKind.HeaderLength, BpfCode.LoadIndexHeaderLength, offset);

    /// <summary>One, two or four bytes.</summary>
    public Value Bytes(uint offset, uint size) => size switch
    {
        1 => Byte(offset),
        2 => Half(offset),
        _ => Word(offset),
    };

    /// <summary>The same, from a computed offset on.</summary>
    public Value BytesAt(Value index, uint offset, uint size)
    {
        if (index.IsConstant)
        {
            return Bytes(offset + index.Number, size);
        }

        var code = size switch
        {
            1 => BpfCode.LoadByteAtIndex,
            2 => BpfCode.LoadHalfAtIndex,
            _ => BpfCode.LoadWordAtIndex,
        };
        return Make(ValueKind.BytesAtIndex, code, offset, index);
    }

    public Value Negative(Value operand) => operand.IsConstant
        ? Constant(0 - operand.Number)
        : Make(ValueKind.Negative, BpfCode.Negate, 0, operand);

    /// <summary>The result of an operation, named by its instruction's code.</summary>
    /// <returns>Null where it divides by zero, or shifts out everything.</returns>
    public Value? Apply(ushort operation, Value left, Value right)
    {
        if (right.IsConstant && IsImpossible(operation, right.Number))
        {
            return null;
        }

        return (left.IsConstant, right.IsConstant) switch
        {
            (true, true) => Fold(operation, left.Number, right.Number),
            (true, false) when IsCommutative(operation) => Simplify(operation, right, left),
            (false, true) => Simplify(operation, left, right),
            _ => Make(ValueKind.Operation, operation, 0, left, right),
        };
    }

    private static bool IsImpossible(ushort operation, uint right) => operation switch
    {
        BpfCode.Divide or BpfCode.Modulo => right == 0,
        BpfCode.ShiftLeft or BpfCode.ShiftRight => right > 31,
        _ => false,
    };

    private static bool IsCommutative(ushort operation) =>
        operation is BpfCode.Add or BpfCode.Multiply or BpfCode.And or BpfCode.Or or BpfCode.Xor;

    private Value Fold(ushort operation, uint left, uint right)
    {
        _ = Arithmetic.TryApply(operation, right, ref left);
        return Constant(left);
    }

    /// <summary>An operation with a constant, where it is not one without effect. As in libpcap, nothing is loaded
    /// only to be multiplied by zero.</summary>
    private Value Simplify(ushort operation, Value left, Value right) => (operation, right.Number) switch
    {
        (BpfCode.Multiply or BpfCode.And, 0) => Constant(0),
        (BpfCode.And, uint.MaxValue) or (BpfCode.Multiply or BpfCode.Divide, 1) => left,
        (BpfCode.Add or BpfCode.Subtract or BpfCode.Or or BpfCode.Xor, 0) => left,
        (BpfCode.ShiftLeft or BpfCode.ShiftRight, 0) => left,
        _ => Make(ValueKind.Operation, operation, 0, left, right),
    };

    private Value Make(ValueKind kind, ushort code, uint number = 0, Value? first = null, Value? second = null)
    {
        var key = (code, number, first, second);
        if (!_values.TryGetValue(key, out var value))
        {
            value = new Value(_values.Count, kind, code, number, first, second);
            _values.Add(key, value);
        }

        return value;
    }
}
