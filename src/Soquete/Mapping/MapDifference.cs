using Soquete.Mapping.Selecting;

namespace Soquete.Mapping;

/// <summary>What came and went between two maps of one machine.</summary>
/// <param name="NewEdges">Edges of the later map that the earlier one has not.</param>
/// <param name="GoneEdges">Edges of the earlier map that the later one has not.</param>
/// <param name="NewEnds">Ends of the later map that the earlier one has not, listeners among them.</param>
/// <param name="GoneEnds">Ends of the earlier map that the later one has not.</param>
public sealed record MapDifference(
    IReadOnlyList<MapEdge> NewEdges, IReadOnlyList<MapEdge> GoneEdges, IReadOnlyList<MapEnd> NewEnds,
    IReadOnlyList<MapEnd> GoneEnds)
{
    /// <summary>Compares two maps. An inode that was used again is told by the socket's cookie.</summary>
    /// <param name="earlier">The map that was captured first.</param>
    /// <param name="later">The other one.</param>
    public static MapDifference Between(ProcessMap earlier, ProcessMap later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var before = new EndKeys(earlier);
        var after = new EndKeys(later);
        return new MapDifference(
            before.EdgesMissing(after), after.EdgesMissing(before), before.EndsMissing(after),
            after.EndsMissing(before));
    }
}
