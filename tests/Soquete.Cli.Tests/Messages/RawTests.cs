using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Messages;

/// <summary>The command with packets of a protocol that the kernel does not have.</summary>
public class RawTests
{
    /// <summary>Python's raw sockets as the peer: each packet that it gets goes back, turned round.</summary>
    private const string TurningRound = """
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 253)
        s.bind(('127.0.0.2', 0))
        print('ready', file=sys.stderr, flush=True)
        while True:
            packet, peer = s.recvfrom(65535)
            s.sendto(packet[20:][::-1], peer)
        """;

    [Fact]
    public async Task Connect_WhenAForeignPeerAnswers_ThenPayloadsAloneAreSeen()
    {
        await using var peer = Child.Program("python3", "-c", TurningRound);
        await peer.ErrorLineAsync("ready");
        var run = await TheCommand.ScriptAsync(
            "printf 'abc\\nhello\\n' | \"$SOQUETE\" connect raw:253@127.0.0.2,bind=127.0.0.4 --line --replies 2");
        Assert.Equal((0, "cba\nolleh\n", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public async Task Listen_WhenItEchoes_ThenConnectHearsItself()
    {
        await using var echo = await ListeningCommand.StartAsync("raw:254@127.0.0.2", "--echo");
        var run = await TheCommand.ScriptAsync(
            "echo one | \"$SOQUETE\" connect raw:254@127.0.0.2,bind=127.0.0.5 --line --replies 1");
        Assert.Equal((0, "one\n", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public async Task Relay_WhenFromRawToUdp_ThenEachHostHasASession()
    {
        await using var echo = await ListeningCommand.StartAsync("udp:127.0.0.1:0", "--echo");
        await using var relay = Child.Command("relay", "raw:252@127.0.0.2", $"udp:127.0.0.1:{echo.Port}");
        await relay.ErrorLineAsync("listening on raw:252@127.0.0.2");
        foreach (var host in (string[])["127.0.0.6", "127.0.0.7"])
        {
            var run = await TheCommand.ScriptAsync(
                "echo from $HOST | \"$SOQUETE\" connect raw:252@127.0.0.2,bind=$HOST --line --replies 1",
                ("HOST", host));
            Assert.Equal((0, $"from {host}\n", ""), (run.Status, run.Output, run.Error));
        }
    }

    [Fact]
    public async Task Connect_WhenAuthorityIsLacking_ThenOneLineSaysWhatToDo()
    {
        var run = await TheCommand.ScriptAsync(
            "setpriv --reuid 65534 --clear-groups --inh-caps=-all \"$SOQUETE\" connect raw:253@127.0.0.1 </dev/null");
        Assert.Equal((7, ""), (run.Status, run.Output));
        Assert.StartsWith(
            "soquete: raw:253@127.0.0.1: this process lacks CAP_NET_RAW (socket: EPERM); "
            + "run it as root, or grant it once: sudo setcap cap_net_raw+ep /",
            run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw:", "a protocol is missing")]
    [InlineData("raw:256", "'256' is no protocol")]
    [InlineData("raw:icpm@localhost", "icmp")]
    [InlineData("raw:253@", "the host is empty")]
    [InlineData("raw4:253@::1", "is not IPv4")]
    [InlineData("raw:253,unprivileged", "'unprivileged' is for the protocols icmp")]
    [InlineData("raw4:253,checksum=2", "checksum")]
    public async Task Address_WhenWrong_ThenOneLineSaysSo(string address, string holds)
    {
        var run = await TheCommand.RunAsync("connect", address);
        Assert.Equal(2, run.Status);
        Assert.Contains(holds, run.ErrorLine, StringComparison.Ordinal);
    }
}
