using System.Globalization;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>Ten thousand peers on one socket, each a socket of its own in another process.</summary>
public class ManyPeersTests
{
    private const int Peers = 10_000;

    /// <summary>Each sends its number, and takes nothing but its own number for an answer; so many at a time.</summary>
    private const string Asking = """
        import resource, socket, sys
        kind, host, port, peers = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
        hard = max(peers + 100, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        resource.setrlimit(resource.RLIMIT_NOFILE, (peers + 100, hard))
        sockets = []
        for _ in range(peers):
            if kind == "unix":
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.bind("")
                s.connect("\0" + host[1:])
            else:
                s = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
                s.connect((host, port))
            s.settimeout(30)
            sockets.append(s)
        for turn in range(2):
            for start in range(0, peers, 50):
                for i in range(start, min(start + 50, peers)):
                    sockets[i].send(b"%d of turn %d" % (i, turn))
                for i in range(start, min(start + 50, peers)):
                    answer = sockets[i].recv(100)
                    assert answer == b"%d of turn %d" % (i, turn), (i, answer)
        print("answered", len(sockets))
        """;

    [Theory]
    [InlineData("udp4:0", "127.0.0.1", false)]
    [InlineData("udp:*:0", "127.0.0.2", true)]
    [InlineData("udp6:0", "::1", true)]
    [InlineData("unix-dgram:@{0}", "", false)]
    [InlineData("unix-dgram:@{0}", "", true)]
    public async Task Echo_WhenTenThousandPeersAsk_ThenEachGetsItsAnswer(string address, string host, bool inBatches)
    {
        var text = string.Format(CultureInfo.InvariantCulture, address, $"soquete-{Guid.NewGuid():N}");
        var bound = await DatagramSocket.BindAsync(Address.Parse(text));
        var isUnix = text.StartsWith("unix", StringComparison.Ordinal);
        var echoing = inBatches ? EchoBatchesAsync(bound) : bound.EchoAsync();
        await using var asking = Child.Start(
            "python3", "-c", Asking, isUnix ? "unix" : "udp", isUnix ? bound.LocalEnds[0].Name! : host,
            (isUnix ? 0 : bound.Port()).ToString(CultureInfo.InvariantCulture),
            Peers.ToString(CultureInfo.InvariantCulture));
        await asking.LineAsync($"answered {Peers}");
        await asking.EndAsync(0);
        Assert.Equal((2 * Peers, 2 * Peers), (bound.DatagramsReceived, bound.DatagramsSent));
        await bound.DisposeAsync();
        await echoing.Soon();
    }

    private static async Task EchoBatchesAsync(DatagramSocket socket)
    {
        using var batch = new DatagramBatch();
        try
        {
            while (true)
            {
                await socket.ReceiveAsync(batch);
                await socket.SendAsync(batch);
            }
        }
        catch (ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
