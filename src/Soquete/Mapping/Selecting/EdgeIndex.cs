namespace Soquete.Mapping.Selecting;

/// <summary>The edges of each end, and the ends of each process, found at once. Does not change.</summary>
/// <remarks>
/// Edges are counted first and then put one after the other into one array: two passes, and no list for each end.
/// </remarks>
internal sealed class EdgeIndex
{
    private readonly ProcessMap _map;
    private readonly int[] _starts;
    private readonly MapEdge[] _edges;
    private readonly Dictionary<MapProcess, List<MapEnd>> _ends = [];

    public EdgeIndex(ProcessMap map)
    {
        _map = map;
        _starts = new int[map.Ends.Count + 1];
        _edges = new MapEdge[Count()];
        Fill();
        foreach (var end in map.Ends)
        {
            AddHolders(end);
        }
    }

    public IReadOnlyList<MapEdge> EdgesOf(MapEnd end)
    {
        if (!_map.Contains(end))
        {
            return [];
        }

        var start = _starts[end.Index];
        return new ArraySegment<MapEdge>(_edges, start, _starts[end.Index + 1] - start);
    }

    public IReadOnlyList<MapEnd> EndsOf(MapProcess process) =>
        _ends.TryGetValue(process, out var ends) ? ends : [];

    /// <summary>Leaves at each end's place how many edges come before its own.</summary>
    private int Count()
    {
        foreach (var edge in _map.Edges)
        {
            _starts[edge.From.Index]++;
            if (!IsLoop(edge))
            {
                _starts[edge.To.Index]++;
            }
        }

        var sum = 0;
        for (var index = 0; index < _starts.Length; index++)
        {
            (_starts[index], sum) = (sum, sum + _starts[index]);
        }

        return sum;
    }

    private void Fill()
    {
        var next = _starts.AsSpan().ToArray();
        foreach (var edge in _map.Edges)
        {
            _edges[next[edge.From.Index]++] = edge;
            if (!IsLoop(edge))
            {
                _edges[next[edge.To.Index]++] = edge;
            }
        }
    }

    private void AddHolders(MapEnd end)
    {
        foreach (var holder in end.Holders)
        {
            if (!_ends.TryGetValue(holder.Process, out var ends))
            {
                _ends[holder.Process] = ends = [];
            }

            ends.Add(end);
        }
    }

    /// <summary>A socket can be connected to itself (RFC 9293, section 3.5).</summary>
    private static bool IsLoop(MapEdge edge) => ReferenceEquals(edge.From, edge.To);
}
