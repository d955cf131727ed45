namespace Soquete.Filters.Compilation;

/// <summary>A block in a program: what it loads, its test, and a jump for each place beyond the test's reach.</summary>
internal sealed class PlacedBlock(Block block)
{
    public Block Block { get; } = block;

    public List<BpfInstruction> Loads { get; } = [];

    public bool IsTrueFar { get; private set; }

    public bool IsFalseFar { get; private set; }

    /// <summary>How many instructions it has.</summary>
    public int Length => Loads.Count + 1 + (IsTrueFar ? 1 : 0) + (IsFalseFar ? 1 : 0);

    /// <summary>Adds jumps where the distances need them; what was added stays.</summary>
    /// <returns>Whether any was added.</returns>
    public bool Lengthen(int distanceWhenTrue, int distanceWhenFalse)
    {
        var before = Length;
        IsTrueFar |= distanceWhenTrue > byte.MaxValue;
        IsFalseFar |= distanceWhenFalse > byte.MaxValue;
        return Length > before;
    }
}
