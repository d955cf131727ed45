using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>Maps that are made by hand, end by end.</summary>
internal sealed class SampleMap
{
    private readonly List<MapProcess> _processes = [];
    private readonly List<MapEnd> _ends = [];
    private readonly List<MapEdge> _edges = [];
    private readonly List<TableGap> _gaps = [];
    private uint _inode = 1000;

    public ProcessMap Build() => new(_processes, _ends, _edges, _gaps)
    {
        CapturedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
    };

    public SampleMap Gap(string what, string reason)
    {
        _gaps.Add(new TableGap(what, reason));
        return this;
    }

    public MapProcess Process(string name, string user = "root", string? unit = null, string? commandLine = null)
    {
        var process = new MapProcess
        {
            Id = 100 + _processes.Count, ParentId = 1, Name = name, CommandLine = commandLine ?? $"/usr/bin/{name} -x",
            User = user, Unit = unit, NetworkNamespace = 4026531840, ControlGroup = unit is null ? null : $"/{unit}",
        };
        _processes.Add(process);
        return process;
    }

    public MapEnd Unix(MapRole role, string? name, params MapProcess[] holders) => Add(new MapEnd
    {
        Kind = MapEndKind.Socket, Index = _ends.Count, Inode = ++_inode, Scheme = "unix", Role = role,
        Holders = Held(holders),
        Socket = new UnixSocketEntry
        {
            Inode = _inode, Cookie = _inode, Name = name, Type = SocketType.Stream, NetworkNamespace = 4026531840,
            State = role == MapRole.Listener ? SocketState.Listening : SocketState.Established,
        },
    });

    public MapEnd Tcp(
        MapRole role, string local, string? remote, MapProcess? holder, params MapProblem[] problems) =>
        Add(new MapEnd
        {
            Kind = MapEndKind.Socket, Index = _ends.Count, Inode = holder is null ? 0 : ++_inode, Scheme = "tcp",
            Role = role, Holders = holder is null ? [] : Held([holder]), Problems = problems,
            Socket = new InternetSocketEntry(SocketFamilies.Tcp, Name(local), Name(remote ?? "0.0.0.0:0"))
            {
                Inode = holder is null ? 0 : _inode, Type = SocketType.Stream, ReceiveQueue = 12,
                State = role == MapRole.Listener ? SocketState.Listening : SocketState.Established,
                Tcp = role == MapRole.Listener ? null : new TcpStatus
                {
                    RoundTrip = TimeSpan.FromMicroseconds(85), CongestionWindow = 10, SegmentSize = 1448,
                },
            },
        });

    /// <summary>An end that a listener of TCP accepted, whose peer is elsewhere.</summary>
    public MapEnd Accepted(string local, MapProcess holder, MapEnd listener) => Add(new MapEnd
    {
        Kind = MapEndKind.Socket, Index = _ends.Count, Inode = ++_inode, Scheme = "tcp", Role = MapRole.Accepted,
        Holders = Held([holder]), Listener = listener,
        Socket = new InternetSocketEntry(SocketFamilies.Tcp, Name(local), Name("198.51.100.7:5000")),
    });

    public MapEnd Remote(string name) => Add(new MapEnd
    {
        Kind = MapEndKind.Remote, Index = _ends.Count, Scheme = "tcp", Name = name,
    });

    public MapEnd Unseen() => Add(new MapEnd { Kind = MapEndKind.Unseen, Index = _ends.Count, Scheme = "tcp" });

    public MapEnd Pipe(MapRole role, ulong inode, MapProcess holder) => Add(new MapEnd
    {
        Kind = MapEndKind.Pipe, Index = _ends.Count, Scheme = "pipe", Role = role, Inode = inode,
        Holders = Held([holder]),
    });

    public MapEdge Join(MapEnd from, MapEnd to)
    {
        var edge = new MapEdge(from, to);
        _edges.Add(edge);
        return edge;
    }

    public void Join(MapEdge edge) => _edges.Add(edge);

    /// <summary>A client's connection to a listener of the unix domain, with both of its ends.</summary>
    public MapEdge Connect(MapProcess client, MapEnd listener)
    {
        var accepted = Add(new MapEnd
        {
            Kind = MapEndKind.Socket, Index = _ends.Count, Inode = ++_inode, Scheme = "unix", Role = MapRole.Accepted,
            Holders = listener.Holders, Listener = listener,
            Socket = new UnixSocketEntry { Inode = _inode, Name = listener.Socket!.LocalText },
        });
        return Join(Unix(MapRole.Connected, null, client), accepted);
    }

    /// <summary>A client's connection of TCP to a listener on this machine.</summary>
    public MapEdge ConnectTcp(MapProcess client, MapEnd listener, int port, params MapProblem[] problems)
    {
        var name = listener.Socket!.LocalText;
        var from = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var accepted = Add(new MapEnd
        {
            Kind = MapEndKind.Socket, Index = _ends.Count, Inode = ++_inode, Scheme = "tcp", Role = MapRole.Accepted,
            Holders = listener.Holders, Listener = listener, Problems = problems,
            Socket = new InternetSocketEntry(SocketFamilies.Tcp, Name(name.Replace("*", "127.0.0.1")), Name(from)),
        });
        return Join(Tcp(MapRole.Connected, from, name.Replace("*", "127.0.0.1"), client), accepted);
    }

    private static InternetName Name(string text)
    {
        var end = IPEndPoint.Parse(text.Replace("*", "0.0.0.0"));
        return new InternetName(end.Address.GetAddressBytes(), end.Port);
    }

    private static MapHolder[] Held(MapProcess[] holders) => [.. holders.Select(one => new MapHolder(one, 3))];

    private MapEnd Add(MapEnd end)
    {
        _ends.Add(end);
        return end;
    }
}
