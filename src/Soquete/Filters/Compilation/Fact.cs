namespace Soquete.Filters.Compilation;

/// <summary>What is known where a block begins: the outcome of a test on every way there, and those before it.</summary>
internal sealed class Fact(Test test, bool outcome, Fact? before)
{
    private readonly Fact? _before = before;
    private readonly int _depth = before is null ? 1 : before._depth + 1;

    /// <summary>How a block's test turns out, given what is known; null where that is not known.</summary>
    public static bool? Decide(Fact? known, Block block)
    {
        for (var fact = known; fact is not null; fact = fact._before)
        {
            if (block.Outcome(fact.Test, fact.Outcome) is { } decided)
            {
                return decided;
            }
        }

        return null;
    }

    /// <summary>What is known on both of two ways.</summary>
    public static Fact? Common(Fact? one, Fact? other)
    {
        while (one != other && one is not null && other is not null)
        {
            if (one._depth >= other._depth)
            {
                one = one._before;
            }
            else
            {
                other = other._before;
            }
        }

        return one == other ? one : null;
    }

    private Test Test { get; } = test;

    private bool Outcome { get; } = outcome;
}
