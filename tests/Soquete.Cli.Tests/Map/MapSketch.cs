using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>A map that is to be written in lines, with names and queues as a test wants them.</summary>
internal sealed class MapSketch : MapBuilder
{
    private uint _inode = 100;

    public ProcessMap Map => Build(default);

    public MapProcess Process(int id, string name, string command = "", string user = "root") => Add(new MapProcess
    {
        Id = id, Name = name, CommandLine = command, User = user, UserId = user == "root" ? 0u : 1000u,
    });

    public MapEnd Tcp(
        MapRole role, string local, string remote = "0.0.0.0:0", SocketState state = SocketState.Established,
        uint unread = 0, uint unsent = 0, MapEnd? listener = null, MapProblem[]? problems = null,
        params MapProcess[] holders)
    {
        var socket = new InternetSocketEntry(SocketFamilies.Tcp, Name(local), Name(remote))
        {
            Inode = ++_inode, Type = SocketType.Stream, State = state, ReceiveQueue = unread, SendQueue = unsent,
        };
        return Add(socket, "tcp", role, holders, listener, problems);
    }

    public MapEnd Unix(MapRole role, string? name, params MapProcess[] holders)
    {
        var socket = new UnixSocketEntry
        {
            Inode = ++_inode, Type = SocketType.Stream, Name = name, SendQueue = role == MapRole.Listener ? 16u : 0,
            State = role == MapRole.Listener ? SocketState.Listening : SocketState.Established,
        };
        return Add(socket, "unix", role, holders);
    }

    public MapEnd Pipe(MapRole role, params MapProcess[] holders) => Add(MapEndKind.Pipe, "pipe", role, 77, holders);

    public MapEdge Join(MapEnd from, MapEnd to, bool isDirected = true, bool isWaiting = false) =>
        Join(new MapEdge(from, to) { IsDirected = isDirected, IsWaiting = isWaiting });
}
