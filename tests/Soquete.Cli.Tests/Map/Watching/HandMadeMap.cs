using System.Net;
using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;

namespace Soquete.Cli.Tests.Map.Watching;

/// <summary>A map that is watched: sockets of the loopback by their cookies and ports.</summary>
internal sealed class HandMadeMap : MapBuilder
{
    public HandMadeMap() => Gap("half of it", "it was dark");

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

    public MapProcess Process(int id, string name, string commandLine = "") => Add(new MapProcess
    {
        Id = id, Name = name, CommandLine = commandLine, User = "root", ParentId = 1,
        NetworkNamespace = 4026531840, Unit = $"{name}.service",
    });

    public MapEnd Tcp(
        MapProcess? holder, ulong cookie, int port, MapRole role = MapRole.Connected, ulong sent = 0,
        ulong received = 0,
        SocketState state = SocketState.Established, params IReadOnlyList<MapProblem> problems)
    {
        var isListening = role == MapRole.Listener;
        var socket = new InternetSocketEntry(
            SocketFamilies.Tcp, Loopback(port), isListening ? default : Loopback(9))
        {
            Cookie = cookie, Inode = (uint)cookie, State = isListening ? SocketState.Listening : state,
            Tcp = new TcpStatus { BytesAcknowledged = sent, BytesReceived = received },
        };
        return Add(socket, "tcp", role, [holder], problems: problems, descriptor: 5);
    }

    /// <summary>What a socket of MPTCP is made of, which no process has for itself.</summary>
    public MapEnd Subflow(ulong cookie, int port) => Add(
        new InternetSocketEntry(SocketFamilies.Tcp, Loopback(port), Loopback(9))
        {
            Cookie = cookie, State = SocketState.Established, IsSubflow = true,
        }, "mptcp-subflow", MapRole.None, []);

    public MapEnd Unix(MapProcess? holder, uint inode, string? name, uint queue = 0, MapRole role = default) => Add(
        new UnixSocketEntry { Inode = inode, Cookie = inode, Name = name, ReceiveQueue = queue }, "unix", role,
        [holder]);

    public HandMadeMap Join(MapEnd from, MapEnd to)
    {
        Join(new MapEdge(from, to));
        return this;
    }

    public ProcessMap At(double seconds) => Build(Noon.AddSeconds(seconds));

    private static InternetName Loopback(int port) => new(IPAddress.Loopback.GetAddressBytes(), port);
}
