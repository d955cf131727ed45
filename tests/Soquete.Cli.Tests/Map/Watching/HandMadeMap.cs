using System.Net;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map.Watching;

/// <summary>A map made of what a test knows.</summary>
internal sealed class HandMadeMap
{
    private readonly List<MapProcess> _processes = [];
    private readonly List<MapEnd> _ends = [];
    private readonly List<MapEdge> _edges = [];

    public static DateTimeOffset Noon { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>alpha talks to beta, which listens and has a stuck end besides; gamma has a queue and nobody.</summary>
    public static HandMadeMap Sample()
    {
        var map = new HandMadeMap();
        var (alpha, beta) = (map.Process(10, "alpha", "alpha --serve"), map.Process(20, "beta"));
        map.Join(map.Tcp(alpha, 1, 4000), map.Tcp(beta, 2, 80, MapRole.Accepted));
        map.Tcp(beta, 3, 80, MapRole.Listener);
        map.Tcp(beta, 4, 81, problems: new MapProblem(MapProblemKind.FullReceiveQueue, "212 KiB are not read"));
        map.Unix(map.Process(30, "gamma"), 5, "/run/gamma", queue: 1000);
        return map;
    }

    public MapProcess Process(int id, string name, string commandLine = "")
    {
        var process = new MapProcess
        {
            Id = id, Name = name, CommandLine = commandLine, User = "root", ParentId = 1,
            NetworkNamespace = 4026531840, Unit = $"{name}.service",
        };
        _processes.Add(process);
        return process;
    }

    public MapEnd Tcp(
        MapProcess? holder, ulong cookie, int port, MapRole role = MapRole.Connected, ulong sent = 0,
        ulong received = 0,
        SocketState state = SocketState.Established, params IReadOnlyList<MapProblem> problems) => Add(new MapEnd
    {
        Kind = MapEndKind.Socket, Index = _ends.Count, Inode = cookie, Scheme = "tcp", Role = role, Problems = problems,
        Holders = holder is null ? [] : [new MapHolder(holder, 5)],
        Socket = new InternetSocketEntry(
            SocketFamilies.Tcp, Loopback(port), role == MapRole.Listener ? default : Loopback(9))
        {
            Cookie = cookie, Inode = (uint)cookie, State = role == MapRole.Listener ? SocketState.Listening : state,
            Tcp = new TcpStatus { BytesAcknowledged = sent, BytesReceived = received },
        },
    });

    public MapEnd Unix(MapProcess? holder, uint inode, string? name, uint queue = 0, MapRole role = default) =>
        Add(new MapEnd
    {
        Kind = MapEndKind.Socket, Index = _ends.Count, Inode = inode, Scheme = "unix", Role = role,
        Holders = holder is null ? [] : [new MapHolder(holder, 3)],
        Socket = new UnixSocketEntry { Inode = inode, Cookie = inode, Name = name, ReceiveQueue = queue },
    });

    public MapEnd Remote(string name) =>
        Add(new MapEnd { Kind = MapEndKind.Remote, Index = _ends.Count, Name = name, Scheme = "tcp" });

    public HandMadeMap Join(MapEnd from, MapEnd to)
    {
        _edges.Add(new MapEdge(from, to));
        return this;
    }

    public ProcessMap At(double seconds) =>
        new(_processes, _ends, _edges, [new TableGap("half of it", "it was dark")])
        {
            CapturedAt = Noon.AddSeconds(seconds),
        };

    private static InternetName Loopback(int port) => new(IPAddress.Loopback.GetAddressBytes(), port);

    private MapEnd Add(MapEnd end)
    {
        _ends.Add(end);
        return end;
    }
}
