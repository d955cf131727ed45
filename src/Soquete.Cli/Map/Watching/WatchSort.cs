using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>What rows are sorted by. The names are those of --sort.</summary>
internal enum WatchSort
{
    Process,
    Scheme,
    Queue,
    Rate,
    Problems,
}

/// <summary>The orders of rows. What is equal is told apart by process and number, so that rows stand still.</summary>
internal sealed class WatchOrder(WatchSort sort, bool isReversed) : IComparer<WatchRow>
{
    /// <summary>The words that --sort takes.</summary>
    public static IReadOnlyList<string> Words { get; } = ["process", "scheme", "queue", "rate", "problems"];

    public static WatchSort Parse(string word) => (WatchSort)((IList<string>)Words).IndexOf(word);

    public static string WordOf(WatchSort sort) => Words[(int)sort];

    public int Compare(WatchRow? x, WatchRow? y)
    {
        var order = sort switch
        {
            WatchSort.Scheme => string.CompareOrdinal(x!.From.Scheme, y!.From.Scheme),
            // The largest first: who sorts by a figure looks for trouble.
            WatchSort.Queue => y!.Queue.CompareTo(x!.Queue),
            WatchSort.Rate => (y!.Rate ?? -1).CompareTo(x!.Rate ?? -1),
            WatchSort.Problems => y!.Problems.CompareTo(x!.Problems),
            _ => 0,
        };
        order = order != 0 ? order : ByProcess(x!, y!);
        return isReversed ? -order : order;
    }

    private static int ByProcess(WatchRow x, WatchRow y)
    {
        var (left, right) = (FirstOf(x), FirstOf(y));
        if (left is null || right is null)
        {
            // Those that nobody has stand last.
            return left is null && right is null ? ByNumber(x, y) : left is null ? 1 : -1;
        }

        var order = string.CompareOrdinal(left.Name, right.Name);
        order = order != 0 ? order : left.Id.CompareTo(right.Id);
        return order != 0 ? order : ByNumber(x, y);
    }

    private static int ByNumber(WatchRow x, WatchRow y)
    {
        var order = x.Identity.From.Number.CompareTo(y.Identity.From.Number);
        return order != 0
            ? order
            : (x.Identity.To?.Number ?? 0).CompareTo(y.Identity.To?.Number ?? 0);
    }

    private static MapProcess? FirstOf(WatchRow row) =>
        row.From.Holders.Count > 0 ? row.From.Holders[0].Process
        : row.To is { Holders.Count: > 0 } to ? to.Holders[0].Process
        : null;
}
