namespace Soquete.Mapping.Selecting;

/// <summary>The ends and edges of a map by what they are in every map of the machine.</summary>
internal sealed class EndKeys
{
    private readonly ProcessMap _map;
    private readonly MapEndKey[] _keys;
    private readonly HashSet<MapEndKey> _ends;
    private readonly HashSet<(MapEndKey, MapEndKey)> _edges;

    public EndKeys(ProcessMap map)
    {
        _map = map;
        _keys = [.. map.Ends.Select(end => end.Key)];
        _ends = [.. _keys];
        _edges = [.. map.Edges.Select(Of)];
    }

    /// <summary>The ends of another map that are not in this one.</summary>
    public IReadOnlyList<MapEnd> EndsMissing(EndKeys other) =>
        [.. other._map.Ends.Where(end => !_ends.Contains(other._keys[end.Index]))];

    /// <summary>The edges of another map that are not in this one, in either direction.</summary>
    public IReadOnlyList<MapEdge> EdgesMissing(EndKeys other) => [.. other._map.Edges.Where(edge =>
    {
        var (from, to) = other.Of(edge);
        return !_edges.Contains((from, to)) && !_edges.Contains((to, from));
    })];

    private (MapEndKey From, MapEndKey To) Of(MapEdge edge) => (_keys[edge.From.Index], _keys[edge.To.Index]);
}
