namespace Soquete.Filters.Compilation;

/// <summary>
/// Leads each way past the tests whose outcome is known on it: once a frame is known to carry IPv4, nobody asks again.
/// </summary>
/// <remarks>A test is left out only where its value was loaded before on the same way, so nothing is rejected that was
/// not.</remarks>
internal static class JumpThreading
{
    private const int MaxPasses = 4;

    public static Block Run(BlockGraph graph, Block root)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var threaded = Pass(graph, root);
            if (threaded == root)
            {
                break;
            }

            root = threaded;
        }

        return root;
    }

    private static Block Pass(BlockGraph graph, Block root)
    {
        var ways = Thread(root);
        return Rebuild(graph, root, ways);
    }

    /// <summary>Where each block goes on that is still reached.</summary>
    private static Dictionary<Block, (Block WhenTrue, Block WhenFalse)> Thread(Block root)
    {
        var ways = new Dictionary<Block, (Block WhenTrue, Block WhenFalse)>();
        var known = new Dictionary<Block, Fact?> { [root] = null };
        foreach (var block in BlockGraph.Reachable(root).Where(block => !block.IsEnd && known.ContainsKey(block)))
        {
            ways[block] = (Follow(block, true, known), Follow(block, false, known));
        }

        return ways;
    }

    private static Block Follow(Block block, bool outcome, Dictionary<Block, Fact?> known)
    {
        var fact = new Fact(block.Test!, outcome, known[block]);
        var next = block.Successor(outcome);
        while (!next.IsEnd && Fact.Decide(fact, next) is { } decided)
        {
            next = next.Successor(decided);
        }

        known[next] = known.TryGetValue(next, out var before) ? Fact.Common(before, fact) : fact;
        return next;
    }

    private static Block Rebuild(
        BlockGraph graph, Block root, Dictionary<Block, (Block WhenTrue, Block WhenFalse)> ways)
    {
        var rebuilt = new Dictionary<Block, Block> { [graph.Accept] = graph.Accept, [graph.Reject] = graph.Reject };
        foreach (var (block, (whenTrue, whenFalse)) in ways.OrderBy(way => way.Key.Index))
        {
            rebuilt[block] = graph.Block(block.Test!, rebuilt[whenTrue], rebuilt[whenFalse]);
        }

        return rebuilt[root];
    }
}
