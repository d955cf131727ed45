using System.Net;
using System.Net.Sockets;
using Soquete.SocketTables;
using Soquete.Tests.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Mapping.Support;

/// <summary>
/// A client and a server with a connection of TCP in each state (RFC 9293, section 3.3.2). What would end a state is
/// lost on the way, so that it stays for as long as it is looked at.
/// </summary>
public sealed class FrozenStates : IAsyncLifetime
{
    private const AddressFamily Four = AddressFamily.InterNetwork;
    private const AddressFamily Six = AddressFamily.InterNetworkV6;
    private const int Port = 8080;

    /// <summary>Of those that the kernel gives to who connects.</summary>
    private const int FirstClientPort = 40_000;

    /// <summary>Nobody's, so that what is sent to it comes nowhere.</summary>
    private const string NobodysLink = "02:00:5e:00:00:99";

    private readonly List<Socket> _sockets = [];
    private readonly List<string> _names = [];
    private VethPair _link = null!;
    private Socket _listener = null!;

    internal NetworkNamespace Client => _link.Left.Namespace;

    internal NetworkNamespace Server => _link.Right.Namespace;

    internal ulong ClientSpace { get; private set; }

    internal ulong ServerSpace { get; private set; }

    /// <summary>Which connection a socket of either is of.</summary>
    internal string NameOf(InternetSocketEntry socket) => socket.IsListening ? "listener"
        : socket.LocalName.Port == Port ? _names[socket.RemoteName.Port - FirstClientPort]
        : _names[socket.LocalName.Port - FirstClientPort];

    public async Task InitializeAsync()
    {
        if (new RootFactAttribute().Skip is not null)
        {
            return;
        }

        _link = await VethPair.CreateAsync();
        _listener = Keep(Server.Run(Listen));
        var (sending, closing, closed) = (Connect("sending"), Connect("closing"), Connect("closed"));
        var (half, over, last) = (Connect("half"), Connect("over"), Connect("last", Six));
        half.Client.Shutdown(SocketShutdown.Send);
        last.Client.Shutdown(SocketShutdown.Send);
        over.Client.Dispose();
        await Eventually.HoldsAsync(() => over.Server.Poll(0, SelectMode.SelectRead));
        over.Server.Dispose();
        await HasAsync(Server, SocketState.CloseWait, count: 2);
        await HasAsync(Client, SocketState.TimeWait);
        await HasAsync(Client, SocketState.FinWait2, count: 2);

        await MuteAsync(_link.Right, _link.Left.IPv6);
        last.Server.Shutdown(SocketShutdown.Send);
        Knock("heard", Six);
        await HasAsync(Server, SocketState.SynReceived);

        await MuteAsync(_link.Left, _link.Right.IPv4);
        closed.Client.Shutdown(SocketShutdown.Send);
        closing.Client.Shutdown(SocketShutdown.Send);
        closing.Server.Shutdown(SocketShutdown.Send);
        sending.Client.Send([1]);
        Knock("unheard", Four);
        await HasAsync(Client, SocketState.Closing);
        (ClientSpace, ServerSpace) = (SpaceOf(Client), SpaceOf(Server));
    }

    public async Task DisposeAsync()
    {
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        if (_link is not null)
        {
            await _link.DisposeAsync();
        }
    }

    private static Socket Listen()
    {
        var listener = new Socket(Six, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, Port));
        listener.Listen(16);
        return listener;
    }

    private static ulong SpaceOf(NetworkNamespace inside) =>
        Tables.Inside(inside, SocketFamilies.Tcp).Sockets[0].NetworkNamespace;

    private static Task HasAsync(NetworkNamespace inside, SocketState state, int count = 1) => Eventually.HoldsAsync(
        () => Tables.Inside(inside, SocketFamilies.Tcp).Sockets.Count(socket => socket.State == state) == count,
        $"{count} {state}");

    /// <summary>From now on nothing that one end sends comes to this address.</summary>
    private static Task MuteAsync(LinkEnd from, IPAddress to) =>
        from.Namespace.IpAsync($"neigh replace {to} lladdr {NobodysLink} dev {from.Interface} nud permanent\n");

    private IPEndPoint AddressOfServer(AddressFamily family) =>
        new(family == Four ? _link.Right.IPv4 : _link.Right.IPv6, Port);

    private (Socket Client, Socket Server) Connect(string name, AddressFamily family = Four)
    {
        var client = Open(name, family);
        client.Connect(AddressOfServer(family));
        return (client, Keep(_listener.Accept()));
    }

    private void Knock(string name, AddressFamily family)
    {
        var client = Open(name, family);
        client.Blocking = false;
        var waits = Assert.Throws<SocketException>(() => client.Connect(AddressOfServer(family)));
        Assert.Equal(SocketError.WouldBlock, waits.SocketErrorCode);
    }

    private Socket Open(string name, AddressFamily family)
    {
        _names.Add(name);
        return Keep(Client.Run(() =>
        {
            var client = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            client.Bind(new IPEndPoint(
                family == Four ? IPAddress.Any : IPAddress.IPv6Any, FirstClientPort + _names.Count - 1));
            return client;
        }));
    }

    private Socket Keep(Socket socket)
    {
        _sockets.Add(socket);
        return socket;
    }
}
