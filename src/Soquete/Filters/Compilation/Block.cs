using Soquete.Filters.Programs;

namespace Soquete.Filters.Compilation;

/// <summary>A test, with where it goes on; or one of the two ends.</summary>
/// <param name="Index">
/// Which of its graph. Blocks are made from the end on, so where a block goes on has a lower one.
/// </param>
/// <param name="Test">What is tested; null at an end.</param>
/// <param name="WhenTrue">Where it goes on where the test holds.</param>
/// <param name="WhenFalse">Where it goes on where it does not hold.</param>
internal sealed record Block(int Index, Test? Test, Block? WhenTrue, Block? WhenFalse)
{
    public bool IsEnd => Test is null;

    public Block Successor(bool outcome) => (outcome ? WhenTrue : WhenFalse)!;

    /// <summary>Whether the test has this outcome where another one had that; null where that tells nothing.</summary>
    public bool? Outcome(Test other, bool had)
    {
        if (Test!.Value != other.Value)
        {
            return null;
        }

        if (Test.Code == other.Code && Test.Other == other.Other)
        {
            return had;
        }

        return Test.Other.IsConstant && other.Other.IsConstant ? Decide(Bounds(other, had)) : null;
    }

    public bool Equals(Block? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Index;

    private bool? Decide((uint Lowest, uint Highest) bounds)
    {
        var (lowest, highest) = bounds;
        var number = Test!.Other.Number;
        return Test.Code switch
        {
            _ when lowest == highest => Tests.Holds(lowest, Test.Code, number),
            BpfCode.JumpEqual when number < lowest || number > highest => false,
            BpfCode.JumpGreater when lowest > number => true,
            BpfCode.JumpGreater when highest <= number => false,
            BpfCode.JumpGreaterOrEqual when lowest >= number => true,
            BpfCode.JumpGreaterOrEqual when highest < number => false,
            _ => null,
        };
    }

    /// <summary>Between which numbers a value is, after a test of it.</summary>
    private static (uint Lowest, uint Highest) Bounds(Test test, bool holds)
    {
        var number = test.Other.Number;
        return (test.Code, holds) switch
        {
            (BpfCode.JumpEqual, true) => (number, number),
            (BpfCode.JumpGreater, true) when number < uint.MaxValue => (number + 1, uint.MaxValue),
            (BpfCode.JumpGreater, false) => (0, number),
            (BpfCode.JumpGreaterOrEqual, true) => (number, uint.MaxValue),
            (BpfCode.JumpGreaterOrEqual, false) when number > 0 => (0, number - 1),
            _ => (0, uint.MaxValue),
        };
    }
}
