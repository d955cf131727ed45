namespace Soquete.Mapping.Drawing.Layout;

/// <summary>
/// Gives each box its place and each line its way: in layers from left to right, as Sugiyama, Tagawa and Toda (1981)
/// have it, with a column for labels between two of boxes. Nothing lies over anything else but lines: those to one row
/// come together on the way, and others cross.
/// </summary>
internal sealed class MapLayout
{
    private const double LeastGap = 26;
    private const double MostGap = 130;

    private readonly List<List<Slot>> _columns = [];
    private readonly Dictionary<DrawnBox, (Slot Slot, int Column)> _slots = [];
    private readonly Dictionary<DrawnEdge, List<Link>> _ways = [];
    private readonly Dictionary<(DrawnBox, object, bool, int), Slot> _passes = [];
    private double[] _lefts = [];
    private double[] _widths = [];

    private MapLayout(DrawnMap map)
    {
        foreach (var box in map.Boxes)
        {
            (box.Width, box.Height) = (Metrics.WidthOf(box), Metrics.HeightOf(box));
        }

        var joined = map.Edges.SelectMany(edge => (DrawnBox[])[edge.From, edge.To]).ToHashSet();
        AddColumns(BoxLayers.Of([.. map.Boxes.Where(joined.Contains)], map.Edges));
        foreach (var edge in map.Edges)
        {
            _ways[edge] = AddWay(edge);
        }

        ColumnOrder.Improve(_columns);
        ColumnPlacement.Place(_columns);
        PlaceColumns();
        Settle(map);
        AloneTop = Height;
        PlaceAlone([.. map.Boxes.Where(box => !joined.Contains(box))]);
    }

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Where boxes begin that are joined to nothing.</summary>
    public double AloneTop { get; }

    /// <summary>Lays a map out: sets where its boxes and lines are.</summary>
    public static MapLayout Of(DrawnMap map) => new(map);

    /// <summary>Boxes stand in the even columns, labels in the odd ones between them.</summary>
    private void AddColumns(List<List<DrawnBox>> layers)
    {
        foreach (var layer in layers)
        {
            if (_columns.Count > 0)
            {
                _columns.Add([]);
            }

            _columns.Add([.. layer.Select(box => new Slot(box, box.Width, box.Height))]);
            foreach (var slot in _columns[^1])
            {
                _slots[slot.Box!] = (slot, _columns.Count - 1);
            }
        }
    }

    private List<Link> AddWay(DrawnEdge edge)
    {
        var (from, to) = (_slots[edge.From], _slots[edge.To]);
        var isForward = from.Column < to.Column;
        var (left, right) = isForward ? (from, to) : (to, from);
        var fromOffset = Metrics.OffsetOf(edge.From, null);
        var toOffset = Metrics.OffsetOf(edge.To, edge.Port);
        var (offset, lastOffset) = isForward ? (fromOffset, toOffset) : (toOffset, fromOffset);

        // The label stands by who connected, where the line is not one with others yet.
        var labelled = edge.Label.Length == 0 ? -1 : isForward ? left.Column + 1 : right.Column - 1;
        var way = new List<Link>();
        var slot = left.Slot;
        for (var column = left.Column + 1; column < right.Column; column++)
        {
            var next = column == labelled ? AddLabel(edge, column) : PassOf(edge, isForward, column);
            var middle = column == labelled ? Metrics.LabelLine : Metrics.PassHeight / 2;
            way.Add(Join(slot, offset, next, middle));
            (slot, offset) = (next, middle);
        }

        way.Add(Join(slot, offset, right.Slot, lastOffset));
        return way;
    }

    private Slot AddLabel(DrawnEdge edge, int column)
    {
        var slot = new Slot(null, ShownText.Cells(Metrics.Label(edge)) * Metrics.Cell + 4, Metrics.LabelHeight);
        _columns[column].Add(slot);
        return slot;
    }

    /// <summary>Where a line passes a column: lines to one row of one box share it.</summary>
    private Slot PassOf(DrawnEdge edge, bool isForward, int column)
    {
        var key = (edge.To, edge.Port ?? (object)edge.Scheme, isForward, column);
        if (!_passes.TryGetValue(key, out var slot))
        {
            _passes[key] = slot = new Slot(null, 0, Metrics.PassHeight);
            _columns[column].Add(slot);
        }

        return slot;
    }

    private static Link Join(Slot left, double leftOffset, Slot right, double rightOffset)
    {
        var link = new Link(left, leftOffset, right, rightOffset);
        left.Behind.Add(link);
        right.Before.Add(link);
        return link;
    }

    /// <summary>Columns stand apart as far as the steepest line between them needs.</summary>
    private void PlaceColumns()
    {
        _widths = [.. _columns.Select(column => column.Select(slot => slot.Width).DefaultIfEmpty(0).Max())];
        _lefts = new double[_columns.Count];
        var x = Metrics.Margin;
        for (var i = 0; i < _columns.Count; i++)
        {
            _lefts[i] = x;
            var steepest = _columns[i].SelectMany(slot => slot.Behind)
                .Select(link => Math.Abs(link.Left.Y + link.LeftOffset - link.Right.Y - link.RightOffset))
                .DefaultIfEmpty(0).Max();
            x += _widths[i] + Math.Clamp(LeastGap + steepest * 0.12, LeastGap, MostGap);
        }

        Width = _columns.Count == 0 ? 0 : _lefts[^1] + _widths[^1] + Metrics.Margin;
    }

    private void Settle(DrawnMap map)
    {
        foreach (var (box, (slot, column)) in _slots)
        {
            (box.X, box.Y, box.Width) = (_lefts[column], slot.Y, _widths[column]);
        }

        foreach (var edge in map.Edges)
        {
            edge.Line = LineOf(edge);
        }

        Height = _columns.SelectMany(column => column).Select(slot => slot.Y + slot.Height).DefaultIfEmpty(0).Max()
            + Metrics.Margin;
    }

    private EdgeLine LineOf(DrawnEdge edge)
    {
        var way = _ways[edge];
        var column = Math.Min(_slots[edge.From].Column, _slots[edge.To].Column);
        var points = new List<(double X, double Y)>();
        var (label, labelX, labelY) = ("", 0.0, 0.0);
        foreach (var link in way)
        {
            points.Add((_lefts[column] + _widths[column], link.Left.Y + link.LeftOffset));
            column++;
            points.Add((_lefts[column], link.Right.Y + link.RightOffset));
            if (link.Right is { Box: null, Height: Metrics.LabelHeight })
            {
                (label, labelX) = (Metrics.Label(edge), _lefts[column] + 2);
                labelY = link.Right.Y + Metrics.LabelLine - 4;
            }
        }

        return new EdgeLine(points, _slots[edge.From].Column < _slots[edge.To].Column, label, labelX, labelY);
    }

    /// <summary>Boxes that are joined to nothing stand below, in rows.</summary>
    private void PlaceAlone(List<DrawnBox> boxes)
    {
        Width = Math.Max(Width, boxes.Count == 0 ? 320 : Math.Min(1100, boxes.Sum(box => box.Width + Metrics.BoxGap)));
        var (x, y, row) = (Metrics.Margin, Math.Max(Height, Metrics.Margin) + (boxes.Count > 0 ? 28 : 0), 0.0);
        foreach (var box in boxes)
        {
            if (x > Metrics.Margin && x + box.Width > Width - Metrics.Margin)
            {
                (x, y, row) = (Metrics.Margin, y + row + Metrics.BoxGap, 0);
            }

            (box.X, box.Y) = (x, y);
            x += box.Width + Metrics.BoxGap;
            row = Math.Max(row, box.Height);
            Width = Math.Max(Width, x - Metrics.BoxGap + Metrics.Margin);
        }

        Height = boxes.Count == 0 ? Math.Max(Height, 2 * Metrics.Margin) : y + row + Metrics.Margin;
    }
}
