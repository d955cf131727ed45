using System.Net;
using System.Net.Sockets;
using Soquete.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>Connections that are ended from outside, in a namespace that the caller is not in.</summary>
public class SocketDestroyerTests
{
    [RootFact]
    public async Task Close_WhenAConnectionIsMeant_ThenBothEndsSee()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var pair = TcpPair.Make(inside);
        var entry = TcpPair.EntryOf(Tables.Inside(inside, SocketFamilies.Tcp), pair.Accepted);

        Assert.True(SocketDestroyer.Close(entry));

        var aborted = Assert.Throws<SocketException>(() => pair.Accepted.Receive(new byte[1]));
        Assert.Equal(SocketError.ConnectionAborted, aborted.SocketErrorCode);
        var reset = Assert.Throws<SocketException>(() => pair.Client.Receive(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        Assert.False(SocketDestroyer.Close(entry));
    }

    [RootFact]
    public async Task Close_WhenALaterConnectionHasTheSameEnds_ThenItIsLeftAlone()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var pair = TcpPair.Make(inside, AddressFamily.InterNetworkV6);
        var ends = pair.Client.LocalEndPoint!;
        var entry = TcpPair.EntryOf(Tables.Inside(inside, SocketFamilies.Tcp), pair.Client);
        // A reset leaves nothing behind.
        pair.Client.LingerState = new LingerOption(true, 0);
        pair.Client.Dispose();
        using var later = inside.Run(() =>
        {
            var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(ends);
            socket.Connect(pair.Listener.LocalEndPoint!);
            return socket;
        });
        using var accepted = pair.Listener.Accept();

        Assert.False(SocketDestroyer.Close(entry));

        later.Send([7]);
        Assert.Equal(1, accepted.Receive(new byte[2]));
        var laterEntry = TcpPair.EntryOf(Tables.Inside(inside, SocketFamilies.Tcp), later);
        Assert.Equal((entry.LocalName, entry.RemoteName), (laterEntry.LocalName, laterEntry.RemoteName));
        Assert.True(SocketDestroyer.Close(laterEntry));
    }

    [RootTheory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Close_WhenASocketOfUdpIsMeant_ThenItsCallsFail(AddressFamily family)
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var socket = inside.Run(() => new Socket(family, SocketType.Dgram, ProtocolType.Udp));
        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
        var entry = Assert.Single(Tables.Inside(inside, SocketFamilies.Udp).Sockets);

        Assert.True(inside.Run(() => SocketDestroyer.Close(entry)));

        var aborted = Assert.Throws<SocketException>(() => socket.Receive(new byte[1]));
        Assert.Equal(SocketError.ConnectionAborted, aborted.SocketErrorCode);
    }

    [RootFact]
    public async Task Close_WhenListenersShareTheirName_ThenNoneIsSaidToBeGone()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var peer = inside.Start(
            "python3", "-uc",
            """
            import socket
            kept = []
            for i in range(8):
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                s.bind(('127.0.0.1', 4000)); s.listen(3); kept.append(s)
            print('listening', flush=True); input()
            """);
        await peer.LineAsync("listening");
        var before = Tables.Inside(inside, SocketFamilies.Tcp).Sockets;
        Assert.Equal(8, before.Count);

        var ended = 0;
        foreach (var entry in before)
        {
            try
            {
                ended += SocketDestroyer.Close(entry) ? 1 : 0;
            }
            catch (SoqueteException e)
            {
                Assert.Equal("ENOTUNIQ", e.ErrorName);
            }
        }

        var after = Tables.Inside(inside, SocketFamilies.Tcp).Sockets;
        Assert.InRange(ended, 1, 8);
        Assert.Equal(8 - ended, after.Count(socket => socket.IsListening));
    }

    [Fact]
    public void Close_WhenItIsOfNoFamilyThatCanBeEnded_ThenThatIsSaid()
    {
        var failure = Assert.Throws<SoqueteException>(
            () => SocketDestroyer.Close(new UnixSocketEntry { Name = "/run/x" }));
        Assert.Equal("EOPNOTSUPP", failure.ErrorName);
    }

    [RootFact]
    public async Task Close_WhenTheAuthorityIsMissing_ThenItIsNamed()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var pair = TcpPair.Make(inside);
        await using var part = inside.StartScript(
            "exec setpriv --reuid 65534 --clear-groups --inh-caps=-all \"$SELF\" sockets close");
        Assert.StartsWith("failed EPERM", await part.LineAsync("failed"), StringComparison.Ordinal);
        pair.Client.Send([1]);
        Assert.Equal(1, pair.Accepted.Receive(new byte[1]));
    }
}
