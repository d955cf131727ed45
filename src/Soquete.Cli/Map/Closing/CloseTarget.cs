using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Closing;

/// <summary>Something that is to be ended: a connection, or an end that has none.</summary>
/// <param name="From">Who connected, or the end alone.</param>
/// <param name="Edge">How it is joined; null for an end alone.</param>
/// <param name="Sockets">The sockets of it that are ended: those that were asked for.</param>
internal sealed record CloseTarget(MapEnd From, MapEdge? Edge, IReadOnlyList<SocketEntry> Sockets);
