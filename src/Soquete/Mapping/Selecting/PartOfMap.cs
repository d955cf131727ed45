namespace Soquete.Mapping.Selecting;

/// <summary>Makes the map of what was selected: its ends, those they are joined to, and their processes.</summary>
internal sealed class PartOfMap(ProcessMap whole, EndFilter filter)
{
    private readonly bool[] _selected = new bool[whole.Ends.Count];
    private readonly bool[] _shown = new bool[whole.Ends.Count];
    private readonly MapEnd?[] _copies = new MapEnd?[whole.Ends.Count];
    private int _count;

    public ProcessMap Take()
    {
        foreach (var end in whole.Ends)
        {
            _shown[end.Index] = _selected[end.Index] = filter.Takes(end);
        }

        var joined = Joined();
        var ends = CopyEnds();
        var edges = joined.ConvertAll(edge => edge with { From = CopyOf(edge.From), To = CopyOf(edge.To) });
        return new ProcessMap(ProcessesOf(ends), ends, edges, whole.Gaps) { CapturedAt = whole.CapturedAt };
    }

    private List<MapEdge> Joined()
    {
        var joined = new List<MapEdge>();
        foreach (var edge in whole.Edges)
        {
            if (_selected[edge.From.Index] || _selected[edge.To.Index])
            {
                joined.Add(edge);
                _shown[edge.From.Index] = _shown[edge.To.Index] = true;
            }
        }

        return joined;
    }

    private MapEnd[] CopyEnds()
    {
        var ends = new List<MapEnd>();
        foreach (var end in whole.Ends)
        {
            if (_shown[end.Index])
            {
                ends.Add(CopyOf(end));
            }
        }

        // A listener is copied when the first that it accepted is, so the order of copying is not that of places.
        ends.Sort((one, other) => one.Index.CompareTo(other.Index));
        return [.. ends];
    }

    private MapEnd CopyOf(MapEnd end) => _copies[end.Index] ??= new MapEnd
    {
        Listener = end.Listener is { } listener && _shown[listener.Index] ? CopyOf(listener) : end.Listener,
        Index = _count++,
        Kind = end.Kind,
        Inode = end.Inode,
        Socket = end.Socket,
        Name = end.Name,
        Role = end.Role,
        Holders = end.Holders,
        Problems = end.Problems,
        CameAlong = !_selected[end.Index] || (!filter.IsNamed(end) && IsJoinedToNamed(end)),
        Scheme = end.Scheme,
    };

    private bool IsJoinedToNamed(MapEnd end)
    {
        foreach (var edge in whole.EdgesOf(end))
        {
            var other = edge.OppositeOf(end);
            if (_selected[other.Index] && filter.IsNamed(other))
            {
                return true;
            }
        }

        return false;
    }

    private List<MapProcess> ProcessesOf(MapEnd[] ends)
    {
        var holding = new HashSet<MapProcess>();
        foreach (var end in ends)
        {
            foreach (var holder in end.Holders)
            {
                holding.Add(holder.Process);
            }
        }

        return [.. whole.Processes.Where(holding.Contains)];
    }
}
