namespace Soquete.Filters.Compilation;

/// <summary>A test, with where it goes on; or one of the two ends.</summary>
/// <param name="Index">
/// Which of its graph. Blocks are made from the end on, so where a block goes on has a lower one.
/// </param>
/// <param name="Test">What is tested; null at an end.</param>
/// <param name="WhenTrue">Where it goes on where the test holds.</param>
/// <param name="WhenFalse">Where it goes on where the test does not hold.</param>
internal sealed record Block(int Index, Test? Test, Block? WhenTrue, Block? WhenFalse)
{
    public bool IsEnd => Test is null;

    public Block Successor(bool outcome) => (outcome ? WhenTrue : WhenFalse)!;

    public bool Equals(Block? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Index;
}
