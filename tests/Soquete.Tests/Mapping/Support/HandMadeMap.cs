using System.Net;
using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Tests.Mapping.Support;

/// <summary>A map that is put together by hand.</summary>
internal sealed class HandMadeMap
{
    private readonly List<MapProcess> _processes = [];
    private readonly List<MapEnd> _ends = [];
    private readonly List<MapEdge> _edges = [];

    public MapProcess Process(int id, string name, uint user = 0)
    {
        var process = new MapProcess { Id = id, Name = name, UserId = user };
        _processes.Add(process);
        return process;
    }

    public MapEnd End(
        SocketEntry? socket, MapRole role = MapRole.None, MapProcess? holder = null, MapEndKind? kind = null,
        string? name = null, MapEnd? listener = null, MapProblem? problem = null, ulong inode = 0)
    {
        var end = new MapEnd
        {
            Kind = kind ?? MapEndKind.Socket,
            Index = _ends.Count,
            Inode = socket?.Inode ?? inode,
            Socket = socket,
            Role = role,
            Name = name,
            Scheme = socket is UnixSocketEntry ? "unix" : socket is null ? "pipe" : "tcp",
            Holders = holder is null ? [] : [new MapHolder(holder, 3)],
            Listener = listener,
            Problems = problem is null ? [] : [problem],
        };
        _ends.Add(end);
        return end;
    }

    public MapEdge Edge(MapEnd from, MapEnd to)
    {
        var edge = new MapEdge(from, to);
        _edges.Add(edge);
        return edge;
    }

    public ProcessMap Build() => new(_processes, _ends, _edges, []) { CapturedAt = DateTimeOffset.UnixEpoch };

    public static InternetName Name(string endPoint)
    {
        var parsed = IPEndPoint.Parse(endPoint);
        return new InternetName(parsed.Address.GetAddressBytes(), parsed.Port);
    }

    public static InternetSocketEntry Tcp(
        string local, string remote, uint inode, SocketState state = SocketState.Established, ulong space = 1,
        ulong? cookie = null) =>
        new(SocketFamilies.Tcp, Name(local), Name(remote))
        {
            Inode = inode, Cookie = cookie ?? inode, NetworkNamespace = space, Type = SocketType.Stream, State = state,
        };

    public static InternetSocketEntry Udp(string local, string remote, uint inode, ulong space = 1) =>
        new(SocketFamilies.Udp, Name(local), Name(remote))
        {
            Inode = inode, Cookie = inode, NetworkNamespace = space, Type = SocketType.Dgram,
            State = remote == "0.0.0.0:0" ? SocketState.Unconnected : SocketState.Established,
        };

    public static UnixSocketEntry Unix(
        uint inode, uint peer = 0, string? name = null, SocketType type = SocketType.Stream,
        SocketState state = SocketState.Established, uint[]? waiting = null, ulong space = 1) =>
        new()
        {
            Inode = inode, Cookie = inode, PeerInode = peer, Name = name, Type = type, State = state,
            Waiting = waiting ?? [], NetworkNamespace = space,
        };
}
