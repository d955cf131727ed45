using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Events;

/// <summary>What a map knows of the sockets whose closings the kernel tells.</summary>
internal sealed class ConnectionIndex
{
    private readonly Dictionary<ulong, MapEdge> _edges = [];
    private readonly Dictionary<ulong, MapEnd> _ends = [];
    private readonly Dictionary<(SocketFamilies, int), MapEnd> _listeners = [];

    public ConnectionIndex(ProcessMap map)
    {
        foreach (var end in map.Ends)
        {
            if (end.Socket is InternetSocketEntry { Cookie: > 0 } socket)
            {
                _ends[socket.Cookie] = end;
                if (Waits(end))
                {
                    _listeners[(socket.Family, socket.LocalName.Port)] = end;
                }
            }
        }

        foreach (var edge in map.Edges)
        {
            Add(edge.From, edge);
            Add(edge.To, edge);
        }
    }

    public static ConnectionIndex None { get; } = new(new ProcessMap([], [], []));

    /// <summary>Whether it is an end that others come to: a listener, or a datagram socket with a name.</summary>
    public static bool Waits(MapEnd end) => end.Role == MapRole.Listener
        || (end is { Role: MapRole.Bound, Socket: InternetSocketEntry { Family: SocketFamilies.Udp } })
        || end is { Role: MapRole.Bound, Scheme: "unix-dgram" };

    public MapEdge? EdgeOf(InternetSocketEntry socket) => _edges.GetValueOrDefault(socket.Cookie);

    /// <summary>The end that others come to, where the socket is one.</summary>
    public MapEnd? WaitingOf(InternetSocketEntry socket) =>
        _ends.GetValueOrDefault(socket.Cookie) is { } end && Waits(end) ? end : null;

    public bool Knows(InternetSocketEntry socket) => _ends.ContainsKey(socket.Cookie);

    /// <summary>
    /// A connection that the map does not know, as a map of its own: where a listener has the port, it is the
    /// listener's.
    /// </summary>
    public ProcessMap Guess(InternetSocketEntry closed)
    {
        var isServer = _listeners.TryGetValue((closed.Family, closed.LocalName.Port), out var listener);
        var isClient = !isServer & _listeners.TryGetValue((closed.Family, closed.RemoteName.Port), out var far);
        var scheme = closed.Family == SocketFamilies.Udp ? "udp" : "tcp";
        var own = new MapEnd
        {
            Kind = MapEndKind.Socket, Index = isServer ? 1 : 0, Scheme = scheme, Socket = closed, Listener = listener,
            Role = isServer ? MapRole.Accepted : MapRole.Connected, Holders = listener?.Holders ?? [],
        };
        var other = new MapEnd
        {
            Kind = isClient ? MapEndKind.Unseen : MapEndKind.Remote, Index = isServer ? 0 : 1, Scheme = scheme,
            Name = closed.RemoteText, Listener = far, Holders = far?.Holders ?? [],
        };
        var (from, to) = isServer ? (other, own) : (own, other);
        var processes = from.Holders.Concat(to.Holders).Select(holder => holder.Process).Distinct();
        return new ProcessMap([.. processes], [from, to], [new MapEdge(from, to)]);
    }

    private void Add(MapEnd end, MapEdge edge)
    {
        if (end.Socket is InternetSocketEntry { Cookie: > 0 } socket && !Waits(end))
        {
            _edges[socket.Cookie] = edge;
        }
    }
}
