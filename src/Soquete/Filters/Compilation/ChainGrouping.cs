namespace Soquete.Filters.Compilation;

/// <summary>
/// Brings tests of one value together, where each of them leads to the same place if it holds, or if it does not: a
/// source address is compared with two hosts before the destination is.
/// </summary>
/// <remarks>
/// libpcap does so too (or_pullup, and_pullup), and that can be told in packets that were cut between the values: one
/// is accepted for what is there, before it can be rejected for what is not.
/// </remarks>
internal sealed class ChainGrouping
{
    private readonly bool _outcome;
    private readonly Dictionary<Block, List<Value>> _entries;

    private ChainGrouping(IReadOnlyList<Block> blocks, bool outcome)
    {
        _outcome = outcome;
        _entries = blocks.ToDictionary(block => block, _ => new List<Value>());
        foreach (var block in blocks.Where(block => !block.IsEnd))
        {
            _entries[block.WhenTrue!].Add(block.Test!.Value);
            _entries[block.WhenFalse!].Add(block.Test!.Value);
        }
    }

    /// <summary>Groups tests that lead to the same place when they have an outcome.</summary>
    public static Block Run(BlockGraph graph, Block root, bool outcome)
    {
        var blocks = BlockGraph.Reachable(root);
        var grouping = new ChainGrouping(blocks, outcome);
        var rebuilt = new Dictionary<Block, Block> { [graph.Accept] = graph.Accept, [graph.Reject] = graph.Reject };
        foreach (var (head, tests, end) in Enumerable.Reverse(grouping.Chains(blocks)))
        {
            var (common, next) = (rebuilt[head.Successor(outcome)], rebuilt[end]);
            foreach (var test in Enumerable.Reverse(tests))
            {
                next = outcome ? graph.Block(test, common, next) : graph.Block(test, next, common);
            }

            rebuilt[head] = next;
        }

        return rebuilt[root];
    }

    /// <summary>Every block, in a chain with those that follow it and can be reached through it alone.</summary>
    private List<(Block Head, List<Test> Tests, Block End)> Chains(List<Block> blocks)
    {
        var chains = new List<(Block Head, List<Test> Tests, Block End)>();
        var members = new HashSet<Block>();
        foreach (var head in blocks.Where(block => !block.IsEnd && !members.Contains(block)))
        {
            var tests = new List<Test> { head.Test! };
            var next = head.Successor(!_outcome);
            while (!next.IsEnd && next.Successor(_outcome) == head.Successor(_outcome) && _entries[next].Count == 1)
            {
                tests.Add(next.Test!);
                members.Add(next);
                next = next.Successor(!_outcome);
            }

            chains.Add((head, Grouped(tests, _entries[head]), next));
        }

        return chains;
    }

    /// <summary>First those of the value that A has on every way there, then by where each value comes first.</summary>
    private static List<Test> Grouped(List<Test> tests, List<Value> entering)
    {
        var loaded = entering.Distinct().Count() == 1 ? entering[0] : null;
        return
        [
            .. tests.GroupBy(test => test.Value)
                .OrderByDescending(sharing => sharing.Key == loaded)
                .SelectMany(sharing => sharing),
        ];
    }
}
