using System.Net.Sockets;
using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>
/// A map while it is put together: ends are numbers until all is known of them. Sockets come first, in the order of the
/// table, then what is no socket of this machine.
/// </summary>
internal sealed class MapDraft
{
    /// <summary>Stands for no end.</summary>
    public const int None = -1;

    /// <summary>What a connection of TCP is called that a socket of MPTCP is made of.</summary>
    public const string Subflow = "mptcp-subflow";

    private readonly Dictionary<(MapEndKind Kind, ulong Space, string Scheme, string Name), int> _named = [];
    private readonly Dictionary<uint, int> _byInode;
    private readonly HashSet<ulong> _multipath = [];
    private readonly Dictionary<uint, List<int>> _parts = [];
    private readonly Dictionary<string, int> _unjoined = [];

    public MapDraft(IReadOnlyList<SocketEntry> sockets)
    {
        _byInode = new Dictionary<uint, int>(sockets.Count);
        var once = new List<SocketEntry>(sockets.Count);
        var subflows = new List<int>();
        var cookies = new HashSet<ulong>();
        foreach (var socket in sockets)
        {
            if (socket is InternetSocketEntry { IsSubflow: true })
            {
                subflows.Add(once.Count);
                once.Add(socket);
            }
            // One that changed its state during the reading can be in the table twice.
            else if (socket.Inode != 0 ? _byInode.TryAdd(socket.Inode, once.Count)
                : socket.Cookie == 0 || cookies.Add(socket.Cookie))
            {
                once.Add(socket);
                if (socket.Family == SocketFamilies.Mptcp)
                {
                    _multipath.Add(socket.NetworkNamespace);
                }
            }
        }

        Sockets = [.. once];
        foreach (var end in subflows)
        {
            var inode = Sockets[end].Inode;
            if (inode != 0 && !IsPart(end))
            {
                _byInode.TryAdd(inode, end);
            }
            else if (inode != 0 && !_parts.TryAdd(inode, [end]))
            {
                _parts[inode].Add(end);
            }
        }

        Roles = new MapRole[Sockets.Length];
        Listeners = new int[Sockets.Length];
        Listeners.AsSpan().Fill(None);
    }

    public SocketEntry[] Sockets { get; }

    /// <summary>Which part each socket plays.</summary>
    public MapRole[] Roles { get; }

    /// <summary>Each socket's listener, or <see cref="None"/>.</summary>
    public int[] Listeners { get; }

    /// <summary>The ends that are no sockets, counted on from them.</summary>
    public List<OtherEnd> Others { get; } = [];

    public List<DraftEdge> Edges { get; } = [];

    /// <summary>How many ends could not be joined, for each reason.</summary>
    public IReadOnlyDictionary<string, int> Unjoined => _unjoined;

    public int EndCount => Sockets.Length + Others.Count;

    /// <summary>
    /// Whether it is part of a socket of MPTCP, which stands for it. Without the sockets of MPTCP it stands for itself.
    /// </summary>
    public bool IsPart(int end) => Sockets[end] is InternetSocketEntry { IsSubflow: true } socket
        && _multipath.Contains(socket.NetworkNamespace);

    /// <summary>What a socket of MPTCP is made of.</summary>
    public IReadOnlyList<int> PartsOf(SocketEntry socket) =>
        socket.Family == SocketFamilies.Mptcp && _parts.TryGetValue(socket.Inode, out var parts) ? parts : [];

    /// <summary>The socket of an inode, or <see cref="None"/>.</summary>
    public int OfInode(ulong inode) =>
        inode is > 0 and <= uint.MaxValue && _byInode.TryGetValue((uint)inode, out var end) ? end : None;

    public void Join(int from, int to, bool isDirected = true, bool isOneWay = false, bool isWaiting = false) =>
        Edges.Add(new DraftEdge(from, to, isDirected, isOneWay, isWaiting));

    /// <summary>Joins what connected to what a listener accepted, or to the listener while that is to come.</summary>
    /// <param name="from">The end that connected.</param>
    /// <param name="to">Its other end.</param>
    /// <param name="listener">The listener, or <see cref="None"/> where it is gone.</param>
    /// <param name="isWaiting">Whether it waits in the listener's backlog.</param>
    public void JoinAccepted(int from, int to, int listener, bool isWaiting = false)
    {
        Roles[from] = MapRole.Connected;
        Roles[to] = MapRole.Accepted;
        Listeners[to] = listener;
        Join(from, isWaiting ? listener : to, isWaiting: isWaiting);
    }

    public int Add(OtherEnd end)
    {
        Others.Add(end);
        return EndCount - 1;
    }

    /// <summary>The end of another machine that has this name; it is one, however many are joined to it.</summary>
    public int Remote(SocketEntry socket, string name) => Named(MapEndKind.Remote, socket, name);

    /// <summary>An end of this machine that could not be found.</summary>
    /// <param name="socket">The socket that is joined to it.</param>
    /// <param name="name">What is known of it.</param>
    /// <param name="reason">Why it could not be found, which is counted.</param>
    /// <param name="inode">Its number; 0 where that is not known either.</param>
    public int Unseen(SocketEntry socket, string name, string reason, ulong inode = 0)
    {
        _unjoined[reason] = _unjoined.GetValueOrDefault(reason) + 1;
        return Named(MapEndKind.Unseen, socket, name, inode);
    }

    public static string SchemeOf(SocketEntry socket) => socket.Family switch
    {
        SocketFamilies.Tcp => "tcp",
        SocketFamilies.Mptcp => "mptcp",
        SocketFamilies.Udp => "udp",
        SocketFamilies.Raw => "raw",
        SocketFamilies.Packet => "packet",
        SocketFamilies.Vsock => "vsock",
        SocketFamilies.Netlink => "netlink",
        _ => socket.Type switch
        {
            SocketType.Dgram => "unix-dgram",
            SocketType.Seqpacket => "unix-seqpacket",
            _ => "unix",
        },
    };

    private int Named(MapEndKind kind, SocketEntry socket, string name, ulong inode = 0)
    {
        var key = (kind, socket.NetworkNamespace, SchemeOf(socket), name);
        if (!_named.TryGetValue(key, out var end))
        {
            _named[key] = end = Add(new OtherEnd(kind, key.Item3, inode, name, MapRole.None));
        }

        return end;
    }
}
