namespace Soquete.Filters.Compilation;

/// <summary>Makes a graph shorter that asks for the same.</summary>
internal static class Optimiser
{
    /// <summary>Each pass lets the next one see more; two or three are enough for what people write.</summary>
    private const int MaxPasses = 6;

    public static Block Run(BlockGraph graph, Block root)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var threaded = JumpThreading.Run(graph, root);
            var grouped = ChainGrouping.Run(graph, ChainGrouping.Run(graph, threaded, outcome: true), outcome: false);
            if (grouped == root)
            {
                break;
            }

            root = grouped;
        }

        return root;
    }
}
