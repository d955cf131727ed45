namespace Soquete.Mapping.Drawing;

/// <summary>A map as it is drawn: boxes, and between two of them one line for all connections of a kind.</summary>
internal sealed class DrawnMap
{
    /// <summary>How many holders of one end are drawn as joined by it.</summary>
    private const int MostHolders = 8;

    private readonly Dictionary<string, DrawnBox> _boxes = [];
    private readonly Dictionary<(DrawnBox, DrawnBox, object), DrawnEdge> _edges = [];

    private DrawnMap(ProcessMap map)
    {
        foreach (var end in map.Ends)
        {
            AddEnd(end);
        }

        foreach (var edge in map.Edges)
        {
            AddEdge(edge);
        }
    }

    /// <summary>The boxes, processes first, by their numbers.</summary>
    public IReadOnlyList<DrawnBox> Boxes =>
    [
        .. _boxes.Values.Where(box => !box.IsOutside || box.IsJoined)
            .OrderBy(box => box.IsOutside).ThenBy(box => box.Process?.Id).ThenBy(box => box.Key),
    ];

    public IReadOnlyCollection<DrawnEdge> Edges => _edges.Values;

    public static DrawnMap Of(ProcessMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new DrawnMap(map);
    }

    /// <summary>The keys of the boxes that an end belongs to.</summary>
    public static IEnumerable<string> KeysOf(MapEnd end) => end.Holders.Count > 0
        ? end.Holders.Select(holder => KeyOf(holder.Process)).Distinct()
        : [KeyOfOutside(end)];

    private static string KeyOf(MapProcess process) => $"p{process.Id}";

    private static string KeyOfOutside(MapEnd end) => end.Kind switch
    {
        MapEndKind.Remote => "r" + RemoteName.Of(end).Host,
        MapEndKind.Unseen => "unseen",
        _ => "none",
    };

    /// <summary>Whether others reach this end by its name, so that it has a row.</summary>
    private static bool IsPort(MapEnd end) =>
        end.Role == MapRole.Listener || (end.Role == MapRole.Bound && end.Scheme != "netlink");

    private void AddEnd(MapEnd end)
    {
        foreach (var holder in end.Holders)
        {
            if (IsPort(end))
            {
                var port = PortOf(BoxOf(holder.Process), end);
                port.Count++;
                port.HasProblem |= end.Problems.Count > 0;
            }

            if (end.Problems.Count > 0)
            {
                BoxOf(holder.Process).HasProblem = true;
            }
        }
    }

    private void AddEdge(MapEdge edge)
    {
        foreach (var from in BoxesOf(edge.From))
        {
            foreach (var to in BoxesOf(edge.To))
            {
                AddEdge(edge, from, to);
            }
        }
    }

    private void AddEdge(MapEdge edge, DrawnBox from, DrawnBox to)
    {
        if (from == to)
        {
            from.ToItself++;
            return;
        }

        var port = PortOf(edge.To, to);
        var key = (from, to, port ?? (object)edge.To.Scheme);
        if (!_edges.TryGetValue(key, out var drawn))
        {
            _edges[key] = drawn = new DrawnEdge(from, to, port, edge.To.Scheme);
            (from.IsJoined, to.IsJoined) = (true, true);
        }

        drawn.Add(edge, JoinedBy(edge));
    }

    /// <summary>The name that a connection is told by: of the end that was connected to, where it has one.</summary>
    private static string JoinedBy(MapEdge edge)
    {
        var name = MapLabel.NameOf(edge.To);
        return name.StartsWith('#') || name.StartsWith('(') ? "" : name;
    }

    private static DrawnPort? PortOf(MapEnd to, DrawnBox box)
    {
        if (to.Kind == MapEndKind.Remote)
        {
            var port = RemoteName.Of(to).Port;
            return box.Port(port.Length > 0 ? $"{to.Scheme} :{port}" : to.Scheme, to.Scheme);
        }

        var listener = IsPort(to) ? to : to.Listener;
        return listener is not null && listener.Holders.Any(holder => holder.Process == box.Process)
            ? PortOf(box, listener)
            : null;
    }

    private static DrawnPort PortOf(DrawnBox box, MapEnd end) => box.Port(MapLabel.Of(end), end.Scheme);

    private IEnumerable<DrawnBox> BoxesOf(MapEnd end) => end.Holders.Count > 0
        ? end.Holders.Take(MostHolders).Select(holder => BoxOf(holder.Process)).Distinct()
        : [OutsideOf(end)];

    private DrawnBox BoxOf(MapProcess process) => Box(
        KeyOf(process), key => new DrawnBox(key, MapLabel.Of(process), process) { Subtitle = SubtitleOf(process) });

    private DrawnBox OutsideOf(MapEnd end) => Box(KeyOfOutside(end), key => end.Kind switch
    {
        MapEndKind.Remote => new DrawnBox(key, RemoteName.Of(end).Host, null)
        {
            Subtitle = "another machine", IsMachine = true,
        },
        MapEndKind.Unseen => new DrawnBox(key, "(elsewhere)", null) { Subtitle = "not found" },
        _ => new DrawnBox(key, "(no process)", null),
    });

    private static string SubtitleOf(MapProcess process)
    {
        var group = process.Container ?? process.Unit;
        return group is null ? process.User : $"{process.User} · {group}";
    }

    private DrawnBox Box(string key, Func<string, DrawnBox> make) =>
        _boxes.TryGetValue(key, out var box) ? box : _boxes[key] = make(key);
}
