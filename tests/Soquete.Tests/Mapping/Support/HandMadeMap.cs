using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Tests.Mapping.Support;

/// <summary>A map of the sockets that a test gives it.</summary>
internal sealed class HandMadeMap : MapBuilder
{
    public MapProcess Process(int id, string name, uint user = 0) =>
        Add(new MapProcess { Id = id, Name = name, UserId = user });

    public MapEnd End(
        SocketEntry? socket, MapRole role = MapRole.None, MapProcess? holder = null, MapEndKind? kind = null,
        string? name = null, MapEnd? listener = null, MapProblem? problem = null, ulong inode = 0) => Add(
        kind ?? MapEndKind.Socket, socket is UnixSocketEntry ? "unix" : socket is null ? "pipe" : "tcp", role,
        socket?.Inode ?? inode, [holder], socket, name, listener, problem is null ? [] : [problem]);

    public MapEdge Edge(MapEnd from, MapEnd to) => Join(new MapEdge(from, to));

    public ProcessMap Build() => Build(DateTimeOffset.UnixEpoch);

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
