using System.Net;
using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map;

/// <summary>A map that a test draws by hand, end by end.</summary>
internal sealed class MapSketch
{
    private readonly List<MapProcess> _processes = [];
    private readonly List<MapEnd> _ends = [];
    private readonly List<MapEdge> _edges = [];
    private readonly List<TableGap> _gaps = [];
    private uint _inode = 100;

    public ProcessMap Map => new(_processes, _ends, _edges, _gaps);

    public MapProcess Process(int id, string name, string command = "", string user = "root")
    {
        var process = new MapProcess
        {
            Id = id, Name = name, CommandLine = command, User = user, UserId = user == "root" ? 0u : 1000u,
        };
        _processes.Add(process);
        return process;
    }

    public MapEnd Tcp(
        MapRole role, string local, string remote = "0.0.0.0:0", SocketState state = SocketState.Established,
        uint unread = 0, uint unsent = 0, MapEnd? listener = null, MapProblem[]? problems = null,
        params MapProcess[] holders) => Add(new MapEnd
    {
        Kind = MapEndKind.Socket, Index = _ends.Count, Inode = ++_inode, Scheme = "tcp", Role = role,
        Listener = listener, Problems = problems ?? [], Holders = HoldersOf(holders),
        Socket = new InternetSocketEntry(SocketFamilies.Tcp, NameOf(local), NameOf(remote))
        {
            Inode = _inode, Type = SocketType.Stream, State = state, ReceiveQueue = unread, SendQueue = unsent,
        },
    });

    public MapEnd Unix(MapRole role, string? name, params MapProcess[] holders) => Add(new MapEnd
    {
        Kind = MapEndKind.Socket, Index = _ends.Count, Inode = ++_inode, Scheme = "unix", Role = role,
        Holders = HoldersOf(holders),
        Socket = new UnixSocketEntry
        {
            Inode = _inode, Type = SocketType.Stream, Name = name, SendQueue = role == MapRole.Listener ? 16u : 0,
            State = role == MapRole.Listener ? SocketState.Listening : SocketState.Established,
        },
    });

    public MapEnd Pipe(MapRole role, params MapProcess[] holders) => Add(new MapEnd
    {
        Kind = MapEndKind.Pipe, Index = _ends.Count, Inode = 77, Scheme = "pipe", Role = role,
        Holders = HoldersOf(holders),
    });

    public MapEnd Remote(string name) => Add(new MapEnd
    {
        Kind = MapEndKind.Remote, Index = _ends.Count, Scheme = "tcp", Name = name,
    });

    public MapEdge Join(MapEnd from, MapEnd to, bool isDirected = true, bool isWaiting = false)
    {
        _edges.Add(new MapEdge(from, to) { IsDirected = isDirected, IsWaiting = isWaiting });
        return _edges[^1];
    }

    public void Gap(string what, string reason) => _gaps.Add(new TableGap(what, reason));

    private static InternetName NameOf(string text)
    {
        var end = IPEndPoint.Parse(text);
        return new InternetName(end.Address.GetAddressBytes(), end.Port);
    }

    private static MapHolder[] HoldersOf(MapProcess[] holders) =>
        [.. holders.Select((process, place) => new MapHolder(process, 3 + place))];

    private MapEnd Add(MapEnd end)
    {
        _ends.Add(end);
        return end;
    }
}
