using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Listening;

public class TcpListenTests
{
    [Fact]
    public async Task Listen_WhenThePortIsZero_ThenBothLoopbacksGetTheSame()
    {
        await using var listener = await ListenAsync("tcp:0");
        Assert.Equal([IPAddress.IPv6Loopback, IPAddress.Loopback], listener.LocalEnds.Select(end => end.Address));
        var port = Assert.Single(listener.LocalEnds.Select(end => end.Port).Distinct());
        Assert.NotEqual(0, port);
        Assert.Equal($"tcp:{port}", listener.Address.ToString());
        Assert.False(listener.IsOpenToOthers);
    }

    [Fact]
    public async Task Listen_WhenThereIsNoHost_ThenOtherAddressesOfThisMachineAreRefused()
    {
        await using var listener = await ListenAsync("tcp:0");
        var port = listener.LocalEnds[0].Port!.Value;

        // 127.0.0.2 is this machine, and no address that is listened on.
        Assert.Equal(SocketError.ConnectionRefused, await TryAsync(IPAddress.Parse("127.0.0.2"), port));
        Assert.Equal(SocketError.Success, await TryAsync(IPAddress.Loopback, port));
        Assert.Equal(SocketError.Success, await TryAsync(IPAddress.IPv6Loopback, port));
    }

    [Theory]
    [InlineData("tcp:*:0", true, true)]
    [InlineData("tcp:*:0,ipv6-only", false, true)]
    [InlineData("tcp4:*:0", true, false)]
    [InlineData("tcp6:*:0", false, true)]
    [InlineData("tcp:[::]:0", true, true)]
    [InlineData("tcp:[::]:0,ipv6-only", false, true)]
    [InlineData("tcp6:[::]:0,ipv6-only=off", true, true)]
    [InlineData("tcp:0.0.0.0:0", true, false)]
    public async Task Listen_WhenEveryAddressIsMeant_ThenTakesTheVersionsOfIPThatAreSaid(
        string text, bool takesIPv4, bool takesIPv6)
    {
        await using var listener = await ListenAsync(text);
        var port = Assert.Single(listener.LocalEnds).Port!.Value;
        Assert.True(listener.IsOpenToOthers);
        Assert.Equal(takesIPv4, await TryAsync(IPAddress.Parse("127.0.0.2"), port) == SocketError.Success);
        Assert.Equal(takesIPv6, await TryAsync(IPAddress.IPv6Loopback, port) == SocketError.Success);
    }

    [Fact]
    public async Task Listen_WhenAnotherListensThere_ThenIsInUse()
    {
        await using var listener = await ListenAsync("tcp4:0");
        var e = await Assert.ThrowsAsync<SoqueteException>(() => ListenAsync(listener.Address.ToString()));
        Assert.Equal("EADDRINUSE", e.ErrorName);
        Assert.Contains("another socket has it", e.Message);
        await Assert.ThrowsAsync<SoqueteException>(() => ListenAsync($"{listener.Address},reuse-port"));
    }

    [Fact]
    public async Task Listen_WhenBothShareThePort_ThenBothGetPeers()
    {
        await using var one = await ListenAsync("tcp4:0,reuse-port");
        await using var other = await ListenAsync(one.Address.ToString());
        var port = one.LocalEnds[0].Port!.Value;
        using var stop = new CancellationTokenSource();
        var counts = new int[2];
        var serving = Task.WhenAll(CountAsync(one, counts, 0, stop.Token), CountAsync(other, counts, 1, stop.Token));
        await Eventually.HoldsAsync(
            async () => await TryAsync(IPAddress.Loopback, port) == SocketError.Success && counts is [> 0, > 0]);
        await stop.CancelAsync();
        await serving.Soon();
    }

    [Fact]
    public async Task Listen_WhenOldConnectionsLinger_ThenThePortIsTakenAgainUnlessReuseIsOff()
    {
        int port;
        await using (var listener = await ListenAsync("tcp4:0"))
        {
            port = listener.LocalEnds[0].Port!.Value;
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{port}")).Soon();
            await using var server = await listener.AcceptAsync().Soon();

            // Who ends first is left in TIME-WAIT (RFC 9293 §3.3.2).
            await server.CompleteOutputAsync();
            Assert.Equal("", await client.ReceiveToEndAsync());
            await client.CompleteOutputAsync();
            Assert.Equal("", await server.ReceiveToEndAsync());
        }

        var e = await Assert.ThrowsAsync<SoqueteException>(() => ListenAsync($"tcp4:{port},reuse-address=off"));
        Assert.Equal("EADDRINUSE", e.ErrorName);
        await using var again = await ListenAsync($"tcp4:{port}");
    }

    [Fact]
    public async Task Listen_WhenAUdpSocketHasThePort_ThenIsIndependentOfIt()
    {
        var (udp, listener) = await ListenBesideAsync();
        using var datagrams = udp;
        await using var streams = listener;
        var port = ((IPEndPoint)udp.LocalEndPoint!).Port;
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{port}")).Soon();
        await udp.SendToAsync("datagram"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, port));
        await client.SendTextAsync("stream");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal("stream", await server.ReceiveTextAsync(6));
        Assert.Equal(8, await udp.ReceiveAsync(new byte[64]).Soon());
    }

    [Theory]
    [InlineData("tcp:80,connect", "it says 'connect', and is to listen here")]
    [InlineData("tcp:80,connect-timeout=1s", "option 'connect-timeout' is for connecting")]
    [InlineData("tcp:80,bind=:1", "option 'bind' is for connecting")]
    [InlineData("stdio", "stdio cannot be listened on")]
    [InlineData("exec:cat", "exec cannot be listened on")]
    public async Task Listen_WhenTheAddressIsAConnectors_ThenThrows(string text, string problem)
    {
        var e = await Assert.ThrowsAsync<AddressFormatException>(() => ListenAsync(text));
        Assert.Equal(problem, e.Problem);
    }

    [Fact]
    public async Task Listen_WhenTheAddressIsNotThisMachines_ThenSaysSo()
    {
        var e = await Assert.ThrowsAsync<SoqueteException>(() => ListenAsync("tcp:192.0.2.250:0"));
        Assert.Contains("(bind: EADDRNOTAVAIL); it is no address of this machine", e.Message);
    }

    [Fact]
    public async Task Accept_WhenAPeerIsGoneAgain_ThenTheNextIsAccepted()
    {
        await using var listener = await ListenAsync("tcp4:0");
        for (var i = 0; i < 50; i++)
        {
            using var gone = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await gone.ConnectAsync(IPAddress.Loopback, listener.LocalEnds[0].Port!.Value);
            gone.Close(0);
        }

        await using var client = await StreamConnection.ConnectAsync(Address.Parse(listener.Address.ToString())).Soon();
        StreamConnection server;
        do
        {
            server = await listener.AcceptAsync().Soon();
        }
        while (!server.Association.Remote.Equals(client.Association.Local));
        await server.DisposeAsync();
    }

    [RootFact]
    public async Task Listen_WhenThePortIsTheSystemsAndAuthorityLacks_ThenNamesTheRemedy()
    {
        await using var child = Child.Start(
            "setpriv", "--bounding-set", "-net_bind_service", "--inh-caps", "-net_bind_service",
            Child.ThisAssembly, "listen", "tcp4:1");
        var output = await child.EndAsync(1);
        Assert.StartsWith(
            "failed EACCES tcp4:1 (127.0.0.1:1): Permission denied (bind: EACCES); "
            + "ports 1 to 1023 belong to the system",
            output);
        Assert.Contains("CAP_NET_BIND_SERVICE", output);
    }

    /// <summary>Listens on the port of a UDP socket; on another one where TCP's was some other test's.</summary>
    private static async Task<(Socket Udp, StreamListener Listener)> ListenBesideAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                return (udp, await ListenAsync($"tcp4:{((IPEndPoint)udp.LocalEndPoint!).Port}"));
            }
            catch (SoqueteException e) when (e.ErrorName == "EADDRINUSE" && attempt < 10)
            {
                udp.Dispose();
            }
        }
    }

    internal static async Task<StreamListener> ListenAsync(string text) =>
        await StreamListener.ListenAsync(Address.Parse(text));

    private static async Task CountAsync(StreamListener listener, int[] counts, int index, CancellationToken stop)
    {
        await foreach (var peer in listener.AcceptAllAsync(stop))
        {
            counts[index]++;
            await peer.DisposeAsync();
        }
    }

    private static async Task<SocketError> TryAsync(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, port).Soon();
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }
}
