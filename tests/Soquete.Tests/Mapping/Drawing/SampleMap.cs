using System.Globalization;
using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>A map to draw, of processes and connections as machines have them.</summary>
internal sealed class SampleMap : MapBuilder
{
    private uint _inode = 1000;

    public ProcessMap Build() => Build(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public MapProcess Process(string name, string user = "root", string? unit = null, string? commandLine = null) =>
        Add(new MapProcess
        {
            Id = 100 + Processes, ParentId = 1, Name = name, CommandLine = commandLine ?? $"/usr/bin/{name} -x",
            User = user, Unit = unit, NetworkNamespace = 4026531840, ControlGroup = unit is null ? null : $"/{unit}",
        });

    public MapEnd Unix(MapRole role, string? name, params MapProcess[] holders)
    {
        var socket = new UnixSocketEntry
        {
            Inode = ++_inode, Cookie = _inode, Name = name, Type = SocketType.Stream, NetworkNamespace = 4026531840,
            State = role == MapRole.Listener ? SocketState.Listening : SocketState.Established,
        };
        return Add(socket, "unix", role, holders);
    }

    public MapEnd Tcp(MapRole role, string local, string? remote, MapProcess? holder, params MapProblem[] problems)
    {
        var socket = new InternetSocketEntry(SocketFamilies.Tcp, Name(local), Name(remote ?? "0.0.0.0:0"))
        {
            Inode = holder is null ? 0 : ++_inode, Type = SocketType.Stream, ReceiveQueue = 12,
            State = role == MapRole.Listener ? SocketState.Listening : SocketState.Established,
            Tcp = role == MapRole.Listener ? null : new TcpStatus
            {
                RoundTrip = TimeSpan.FromMicroseconds(85), CongestionWindow = 10, SegmentSize = 1448,
            },
        };
        return Add(socket, "tcp", role, [holder], problems: problems);
    }

    /// <summary>An end that a listener of TCP accepted, whose peer is elsewhere.</summary>
    public MapEnd Accepted(string local, MapProcess holder, MapEnd listener) =>
        Accepted(local, "198.51.100.7:5000", [holder], listener);

    public MapEnd Unseen() => Add(MapEndKind.Unseen, "tcp");

    public MapEnd Pipe(MapRole role, ulong inode, MapProcess holder) =>
        Add(MapEndKind.Pipe, "pipe", role, inode, [holder]);

    public MapEdge Join(MapEnd from, MapEnd to) => Join(new MapEdge(from, to));

    /// <summary>A client's connection to a listener of the unix domain, with both of its ends.</summary>
    public MapEdge Connect(MapProcess client, MapEnd listener)
    {
        var socket = new UnixSocketEntry { Inode = ++_inode, Name = listener.Socket!.LocalText };
        var accepted = Add(socket, "unix", MapRole.Accepted, Holding(listener), listener);
        return Join(Unix(MapRole.Connected, null, client), accepted);
    }

    /// <summary>A client's connection of TCP to a listener on this machine.</summary>
    public MapEdge ConnectTcp(MapProcess client, MapEnd listener, int port, params MapProblem[] problems)
    {
        var to = listener.Socket!.LocalText.Replace("*", "127.0.0.1");
        var from = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var accepted = Accepted(to, from, Holding(listener), listener, problems);
        return Join(Tcp(MapRole.Connected, from, to, client), accepted);
    }

    private MapEnd Accepted(
        string local, string remote, IEnumerable<MapProcess> holders, MapEnd listener, params MapProblem[] problems) =>
        Add(
            new InternetSocketEntry(SocketFamilies.Tcp, Name(local), Name(remote)) { Inode = ++_inode }, "tcp",
            MapRole.Accepted, holders, listener, problems);

    private static IEnumerable<MapProcess> Holding(MapEnd end) => end.Holders.Select(holder => holder.Process);
}
