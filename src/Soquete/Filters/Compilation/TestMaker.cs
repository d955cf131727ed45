using Soquete.Filters.Programs;

namespace Soquete.Filters.Compilation;

/// <summary>Makes tests of values, in the form that has the fewest instructions.</summary>
internal sealed class TestMaker(ValueTable values)
{
    public ValueTable Values { get; } = values;

    public Condition Equal(Value value, uint number) => Compare(value, BpfCode.JumpEqual, Values.Constant(number));

    /// <summary>Whether the bits of a mask are those of a number.</summary>
    public Condition Equal(Value value, uint number, uint mask) =>
        Equal(Values.Apply(BpfCode.And, value, Values.Constant(mask))!, number & mask);

    public Condition AnySet(Value value, uint bits) => Compare(value, BpfCode.JumpAnySet, Values.Constant(bits));

    public Condition Between(Value value, uint first, uint last) => first == last
        ? Equal(value, first)
        : Compare(value, BpfCode.JumpGreaterOrEqual, Values.Constant(first))
            .And(Compare(value, BpfCode.JumpGreater, Values.Constant(last)).Not());

    /// <summary>A test by the code of its jump.</summary>
    public Condition Compare(Value left, ushort code, Value right) => (left.IsConstant, right.IsConstant) switch
    {
        (true, true) => Holds(left.Number, code, right.Number) ? Condition.Always : Condition.Never,
        (true, false) => code switch
        {
            BpfCode.JumpGreater => new Test(right, BpfCode.JumpGreaterOrEqual, left).Not(),
            BpfCode.JumpGreaterOrEqual => new Test(right, BpfCode.JumpGreater, left).Not(),
            _ => Compare(right, code, left),
        },
        (false, true) when code == BpfCode.JumpEqual && right.Number == 0 && IsMasked(left) =>
            AnySet(left.First!, left.Second!.Number).Not(),
        _ => new Test(left, code, right),
    };

    /// <summary>What a test of two known numbers gives.</summary>
    public static bool Holds(uint left, ushort code, uint right) => code switch
    {
        BpfCode.JumpEqual => left == right,
        BpfCode.JumpGreater => left > right,
        BpfCode.JumpGreaterOrEqual => left >= right,
        _ => (left & right) != 0,
    };

    private static bool IsMasked(Value value) =>
        value is { Kind: ValueKind.Operation, Code: BpfCode.And, Second.IsConstant: true };
}
