namespace Soquete.Cli.Map.Watching;

/// <summary>The orders of rows. What is equal is told apart by process and number, so that rows stand still.</summary>
internal sealed class WatchOrder(MapOrder sort, bool isReversed) : IComparer<WatchRow>
{
    public int Compare(WatchRow? x, WatchRow? y)
    {
        var order = sort switch
        {
            MapOrder.Pid => IdOf(x!).CompareTo(IdOf(y!)),
            MapOrder.Scheme => string.CompareOrdinal(x!.From.Scheme, y!.From.Scheme),
            // The largest first: who sorts by a figure looks for trouble.
            MapOrder.Queue => y!.Queue.CompareTo(x!.Queue),
            MapOrder.Rate => (y!.Rate ?? -1).CompareTo(x!.Rate ?? -1),
            MapOrder.Problems => y!.Problems.CompareTo(x!.Problems),
            _ => 0,
        };
        order = order != 0 ? order : ByProcess(x!, y!);
        return isReversed ? -order : order;
    }

    private static int ByProcess(WatchRow x, WatchRow y)
    {
        var (left, right) = (x.First, y.First);
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

    private static int IdOf(WatchRow row) => row.First?.Id ?? int.MaxValue;
}
