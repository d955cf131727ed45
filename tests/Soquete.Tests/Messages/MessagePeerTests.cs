using Soquete.Addresses;
using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

/// <summary>Sequenced packets to and from socat and Python, which are not ours.</summary>
public sealed class MessagePeerTests : IDisposable
{
    /// <summary>Connects, sends lengths one by one, and says what comes back.</summary>
    private const string PythonClient = """
        import socket, sys
        s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        s.connect(sys.argv[1])
        for length in map(int, sys.argv[2:]):
            s.send(b"x" * length)
        s.shutdown(socket.SHUT_WR)
        for _ in sys.argv[2:]:
            print("back", len(s.recv(1 << 20)), flush=True)
        print("rest", len(s.recv(1)), flush=True)
        """;

    private const string PythonSilent = """
        import socket, sys
        s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        s.connect(sys.argv[1])
        s.send(b"hello")
        print("sent", flush=True)
        sys.stdin.read()
        """;

    private readonly TemporaryFolder _folder = new();

    private string SocketPath => _folder["s"];

    private Address Address => Address.Parse($"unix-seqpacket:{SocketPath}");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Listen_WhenSocatConnects_ThenEachOfItsReadsIsAMessage()
    {
        await using var listener = await MessageListener.ListenAsync(Address);
        await using var socat = Child.Script($"exec socat -t30 - UNIX-CONNECT:{SocketPath},socktype=5");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(socat.Id, server.PeerCredentials!.ProcessId);
        foreach (var line in new[] { "one", "two" })
        {
            await socat.Input.WriteLineAsync(line);
            await socat.Input.FlushAsync();
            Assert.Equal($"{line}\n", await server.ReceiveTextAsync());
        }

        socat.Input.Close();
        await server.ReceiveEndAsync();
        await server.SendTextAsync("late answer\n");
        await server.CloseAsync().Soon();
        Assert.Equal("late answer\n", await socat.EndAsync(0));
    }

    [Fact]
    public async Task Connect_WhenSocatListens_ThenMessagesPassBothWays()
    {
        await using var socat = Child.Script($"exec socat -t30 -dd UNIX-LISTEN:{SocketPath},socktype=5 -");
        await socat.LineAsync("listening on");
        await using var client = await MessageConnection.ConnectAsync(Address).Soon();
        await client.SendTextAsync("ping\n");
        await socat.LineAsync("ping");
        await socat.Input.WriteAsync("pong");
        socat.Input.Close();
        Assert.Equal("pong", await client.ReceiveTextAsync());
        await client.ReceiveEndAsync();
        await client.CloseAsync().Soon();
        await socat.EndAsync(0);
    }

    [Fact]
    public async Task Listen_WhenAPythonPeerSendsLongAndEmptyMessages_ThenAllComeBack()
    {
        await using var listener = await MessageListener.ListenAsync(Address);
        await using var python = Child.Start("python3", "-c", PythonClient, SocketPath, "5", "0", "60000", "0", "1");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(5, await server.EchoAsync().Soon());
        await server.CloseAsync().Soon();
        Assert.Equal("back 5\nback 0\nback 60000\nback 0\nback 1\nrest 0\n", await python.EndAsync(0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenThePeerIsKilled_ThenEnds(bool somethingIsUnread)
    {
        await using var listener = await MessageListener.ListenAsync(Address);
        await using var python = Child.Start("python3", "-c", PythonSilent, SocketPath);
        await using var server = await listener.AcceptAsync().Soon();
        await python.LineAsync("sent");
        if (somethingIsUnread)
        {
            await server.SendTextAsync("unread");
        }

        python.Kill();
        Assert.Equal("hello", await server.ReceiveTextAsync());
        if (somethingIsUnread)
        {
            await Assert.ThrowsAsync<PeerBrokeOffException>(server.ReceiveTextAsync);
        }
        else
        {
            await server.ReceiveEndAsync();
        }

        await Assert.ThrowsAsync<PeerBrokeOffException>(() => server.SendTextAsync("anybody?"));
    }
}
