namespace Soquete.Mapping.Drawing.Layout;

/// <summary>
/// Which box stands in which column: who connects stands before who is connected to, and what is not here last.
/// </summary>
internal sealed class BoxLayers
{
    private readonly Dictionary<DrawnBox, List<DrawnBox>> _next = [];
    private readonly Dictionary<DrawnBox, List<DrawnBox>> _previous = [];
    private readonly Dictionary<DrawnBox, int> _layers = [];
    private readonly List<DrawnBox> _order = [];

    private BoxLayers(IReadOnlyList<DrawnBox> boxes, IEnumerable<DrawnEdge> edges)
    {
        foreach (var box in boxes)
        {
            _next[box] = [];
            _previous[box] = [];
        }

        foreach (var edge in edges.Where(edge => !edge.From.IsOutside && !edge.To.IsOutside))
        {
            _next[edge.From].Add(edge.To);
            _previous[edge.To].Add(edge.From);
        }

        BreakCycles(boxes);
        Assign();
    }

    /// <summary>The boxes of each column, none of them empty.</summary>
    public static List<List<DrawnBox>> Of(IReadOnlyList<DrawnBox> boxes, IEnumerable<DrawnEdge> edges)
    {
        var inside = boxes.Where(box => !box.IsOutside).ToList();
        var layers = new BoxLayers(inside, edges);
        var columns = inside.GroupBy(box => layers._layers[box]).OrderBy(group => group.Key)
            .Select(group => group.ToList());
        // Machines come last, and before them a column each for ends that nobody has or that were not found: those may
        // be joined to each other, and to machines.
        var outside = boxes.Where(box => box.IsOutside).GroupBy(box => box.IsMachine ? "" : box.Key)
            .OrderBy(group => group.Key.Length == 0).Select(group => group.ToList());
        var most = Tallest(boxes);
        return [.. columns.Concat(outside).SelectMany(column => Split(column, most))];
    }

    /// <summary>As tall as makes a drawing that is wider than it is tall, were there nothing but boxes.</summary>
    private static double Tallest(IReadOnlyList<DrawnBox> boxes)
    {
        var area = boxes.Sum(box => (box.Height + Metrics.BoxGap) * (box.Width + 120));
        return Math.Max(700, Math.Sqrt(area));
    }

    /// <summary>A column that would be too tall becomes several, of much the same height.</summary>
    private static IEnumerable<List<DrawnBox>> Split(List<DrawnBox> column, double most)
    {
        var height = column.Sum(box => box.Height + Metrics.BoxGap);
        var parts = (int)Math.Ceiling(height / most);
        var (sum, lists) = (0.0, Enumerable.Range(0, parts).Select(_ => new List<DrawnBox>()).ToList());
        foreach (var box in column)
        {
            lists[Math.Min(parts - 1, (int)(sum / height * parts))].Add(box);
            sum += box.Height + Metrics.BoxGap;
        }

        return lists.Where(list => list.Count > 0);
    }

    /// <summary>Orders the boxes so that few connections lead backwards, and turns those round.</summary>
    /// <remarks>
    /// After Eades, Lin and Smyth (1993): who has nobody left to connect to goes last, who is connected to by nobody
    /// goes first, and else the one that connects most.
    /// </remarks>
    private void BreakCycles(IReadOnlyList<DrawnBox> boxes)
    {
        var left = new HashSet<DrawnBox>(boxes);
        var (first, last) = (new List<DrawnBox>(), new List<DrawnBox>());
        while (left.Count > 0)
        {
            var sinks = left.Where(box => !_next[box].Exists(left.Contains)).ToList();
            last.AddRange(sinks);
            left.ExceptWith(sinks);
            var sources = left.Where(box => !_previous[box].Exists(left.Contains)).ToList();
            first.AddRange(sources);
            left.ExceptWith(sources);
            if (sinks.Count + sources.Count == 0)
            {
                var chosen = left.MaxBy(box => _next[box].Count(left.Contains) - _previous[box].Count(left.Contains))!;
                first.Add(chosen);
                left.Remove(chosen);
            }
        }

        _order.AddRange(first);
        _order.AddRange(Enumerable.Reverse(last));
    }

    private void Assign()
    {
        var place = _order.Index().ToDictionary(item => item.Item, item => item.Index);
        var before = _order.ToDictionary(box => box, box => Neighbours(box).Where(o => place[o] < place[box]).ToList());
        var behind = _order.ToDictionary(box => box, box => Neighbours(box).Where(o => place[o] > place[box]).ToList());
        foreach (var box in _order)
        {
            _layers[box] = before[box].Select(other => _layers[other] + 1).DefaultIfEmpty(0).Max();
        }

        // Who is held by nothing on the left comes as near to what it connects to as it can.
        foreach (var box in Enumerable.Reverse(_order).Where(box => before[box].Count <= behind[box].Count))
        {
            _layers[box] = behind[box].Select(other => _layers[other] - 1).DefaultIfEmpty(_layers[box]).Min();
        }
    }

    private IEnumerable<DrawnBox> Neighbours(DrawnBox box) => _next[box].Concat(_previous[box]);
}
