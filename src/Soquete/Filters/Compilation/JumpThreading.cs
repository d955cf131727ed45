namespace Soquete.Filters.Compilation;

/// <summary>
/// Leads each way past the tests whose outcome is known on it: once a frame is known to carry IPv4, nobody asks again.
/// </summary>
/// <remarks>A test is left out only where its value was loaded before on the same way, so nothing is rejected that was
/// not.</remarks>
internal static class JumpThreading
{
    public static Block Run(BlockGraph graph, Block root)
    {
        var rebuilt = new Dictionary<Block, Block> { [graph.Accept] = graph.Accept, [graph.Reject] = graph.Reject };
        foreach (var (block, (whenTrue, whenFalse)) in Enumerable.Reverse(Thread(root)))
        {
            rebuilt[block] = graph.Block(block.Test!, rebuilt[whenTrue], rebuilt[whenFalse]);
        }

        return rebuilt[root];
    }

    /// <summary>Where each block goes on that is still reached, in order.</summary>
    private static List<(Block Block, (Block WhenTrue, Block WhenFalse) Ways)> Thread(Block root)
    {
        var ways = new List<(Block Block, (Block WhenTrue, Block WhenFalse) Ways)>();
        var known = new Dictionary<Block, Fact?> { [root] = null };
        foreach (var block in BlockGraph.Reachable(root).Where(block => !block.IsEnd && known.ContainsKey(block)))
        {
            ways.Add((block, (Follow(block, true, known), Follow(block, false, known))));
        }

        return ways;
    }

    private static Block Follow(Block block, bool outcome, Dictionary<Block, Fact?> known)
    {
        var fact = Fact.Of(block.Test!, outcome, known[block]);
        var next = block.Successor(outcome);
        while (!next.IsEnd && Fact.Decide(fact, next.Test!) is { } decided)
        {
            next = next.Successor(decided);
        }

        known[next] = known.TryGetValue(next, out var before) ? Fact.Common(before, fact) : fact;
        return next;
    }
}
