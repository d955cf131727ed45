using System.Net;
using System.Net.Sockets;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Ping;

/// <summary>What <c>ping</c> prints for people, and its statuses.</summary>
public class PingTextTests
{
    [Fact]
    public async Task Ping_WhenTheHostAnswers_ThenPrintsALineAReplyAndASummary()
    {
        var run = await TheCommand.RunAsync("ping", "127.0.0.1", "--count", "2", "--interval", "10ms");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Matches(
            """
            ^PING 127\.0\.0\.1 \(127\.0\.0\.1\) 56\(84\) bytes of data
            64 bytes from 127\.0\.0\.1: icmp_seq=1 ttl=64 time=[0-9.]+ ms
            64 bytes from 127\.0\.0\.1: icmp_seq=2 ttl=64 time=[0-9.]+ ms

            --- 127\.0\.0\.1 ping statistics ---
            2 packets transmitted, 2 received, 0% packet loss, time \d+ms
            rtt min/p50/p95/max/mdev = [0-9.]+/[0-9.]+/[0-9.]+/[0-9.]+/[0-9.]+ ms
            $
            """, run.Output);
    }

    [Fact]
    public async Task Ping_WhenQuiet_ThenPrintsTheSummaryAlone()
    {
        var run = await TheCommand.RunAsync("ping", "127.0.0.1", "--count", "2", "--interval", "10ms", "-q");
        Assert.StartsWith("--- 127.0.0.1 ping statistics ---\n2 packets transmitted", run.Output);
    }

    [Fact]
    public async Task Ping_WhenItFloodsAFile_ThenPrintsNoLineForAnAnswer()
    {
        var run = await TheCommand.RunAsync("ping", "127.0.0.1", "--count", "2000", "--flood", "--size", "0");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.DoesNotContain("icmp_seq", run.Output, StringComparison.Ordinal);
        Assert.Contains("2000 packets transmitted, 2000 received, 0%", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_WhenThePortIsOpenOrClosed_ThenTheLinesAndTheStatusSaySo()
    {
        using var listener = Peer.ListenOnLoopback(out var open);
        var run = await TheCommand.RunAsync("ping", open, "--count", "1");
        var port = open[(open.LastIndexOf(':') + 1)..];
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Matches($@"127\.0\.0\.1 port {port} open: tcp_seq=1 time=[0-9.]+ ms\n", run.Output);
        listener.Dispose();
        foreach (var (scheme, name) in new[] { ("tcp", "tcp_seq"), ("udp", "udp_seq") })
        {
            run = await TheCommand.RunAsync("ping", $"{scheme}:127.0.0.79:9", "--count", "1");
            Assert.Equal(((int)ExitStatus.Refused, ""), (run.Status, run.Error));
            Assert.Matches($@"127\.0\.0\.79 port 9 closed: {name}=1 time=[0-9.]+ ms\n", run.Output);
            Assert.Contains("1 received, +1 closed, 0% packet loss", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ping_WhenNobodyAnswers_ThenTimesOut()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var run = await TheCommand.RunAsync(
            "ping", $"udp:{silent.LocalEndPoint}", "--count", "1", "--timeout", "50ms");
        Assert.Equal(((int)ExitStatus.TimedOut, ""), (run.Status, run.Error));
        Assert.Contains("no answer: udp_seq=1 within 50ms (open, or filtered)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 packets transmitted, 0 received, 100% packet loss", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("rtt", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_WhenTheReaderGoesAway_ThenEnds()
    {
        var run = await TheCommand.ScriptAsync("$SOQUETE ping 127.0.0.1 --interval 10ms | head -n 1");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.StartsWith("PING", run.Output);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Ping_WhenASignalComes_ThenTheSummaryIsPrinted(string signal)
    {
        await using var command = Child.Command("ping", "127.0.0.1", "--interval", "1h", "--explain");
        await command.ErrorLineAsync("recvmsg(");
        await command.ErrorLineAsync("sendto(");
        command.Signal(signal);
        var run = await command.EndAsync();
        Assert.Equal((int)ExitStatus.Interrupted, run.Status);
        Assert.Matches(@"\n1 packets transmitted, [01] received", run.Output);
    }

    [Theory]
    [InlineData("--flood does not go", "tcp:127.0.0.1:9", "--flood")]
    [InlineData("--size takes a size up to 65507, not '70000'", "127.0.0.1", "--size", "70000")]
    [InlineData("--ttl takes a number from 1 to 255, not '256'", "127.0.0.1", "--ttl", "256")]
    [InlineData("--dscp takes a number from 0 to 63, or a name", "127.0.0.1", "--dscp", "ef,ttl=1")]
    [InlineData("--ipv4 and --ipv6 cannot go together", "localhost", "-4", "-6")]
    [InlineData("--flood and --interval cannot go together", "127.0.0.1", "--flood", "--interval", "1s")]
    [InlineData("ping: 127.0.0.1 is not of IPv6", "127.0.0.1", "-6")]
    [InlineData("--bind takes an address of this machine", "127.0.0.1", "--bind", "here")]
    [InlineData("a target is HOST, tcp:HOST:PORT or udp:HOST:PORT", "http://example.org")]
    [InlineData("is for this machine alone", "192.0.2.1", "--flood")]
    [InlineData("is for this machine alone", "192.0.2.1", "--interval", "1ms")]
    public async Task Ping_WhenUsedWrongly_ThenOneLineSaysSo(string part, params string[] arguments)
    {
        var line = await TheCommand.FailAsync(ExitStatus.WrongUsage, ["ping", .. arguments]);
        Assert.Contains(part.Replace("--flood does not go", "a flood does not go", StringComparison.Ordinal), line);
    }

    [Fact]
    public async Task Ping_WhenTheNameIsUnknown_ThenTheStatusSaysSo() => Assert.Contains(
        "no address was found for the name",
        await TheCommand.FailAsync(ExitStatus.NameNotFound, "ping", "no-such-host.invalid"));

    /// <summary>
    /// Without the capability, as another user than root is; the group's leave is the namespace's own.
    /// </summary>
    [Fact]
    public async Task Ping_WhenTheProcessLacksTheCapability_ThenTheSystemsLeaveDecides()
    {
        var run = await InNamespaceAsync("""
            echo 0 0 > /proc/sys/net/ipv4/ping_group_range
            $without ping 127.0.0.1 --count 1 --json | head -n 1 | grep -o '"unprivileged":true'
            $without ping ::1 --count 1 > /dev/null; echo $?
            echo 1 0 > /proc/sys/net/ipv4/ping_group_range
            $without ping 127.0.0.1 --count 1; echo $?
            """);
        Assert.Equal("\"unprivileged\":true\n0\n7\n", run.Output);
        Assert.Contains("127.0.0.1: this process lacks CAP_NET_RAW", run.ErrorLine);
    }

    [Fact]
    public async Task Ping_WhenThereIsNoRouteOrARouteThatForbids_ThenEachLineSaysSo()
    {
        var run = await InNamespaceAsync("""
            ip address add 10.203.0.1/24 dev lo
            ip route add prohibit 10.204.0.1
            $SOQUETE ping 10.205.0.1 --count 1; echo $?
            $SOQUETE ping 10.204.0.1 --count 1; echo $?
            """);
        Assert.Matches(
            @"From this machine: icmp_seq=1 Network is unreachable\n(.*\n)*.*\+1 errors, 100% packet loss(.*\n)+3\n",
            run.Output);
        Assert.Matches(@"From this machine: icmp_seq=1 Permission denied\n(.*\n)+3\n$", run.Output);
    }

    /// <summary>Runs a script in a network namespace of its own, whose loopback is up.</summary>
    private static Task<Run> InNamespaceAsync(string script) => TheCommand.ScriptAsync(
        $"""
        exec unshare --net bash -c '
        ip link set lo up
        without="setpriv --bounding-set -net_raw --inh-caps -net_raw $SOQUETE"
        {script.Replace("'", @"'\''", StringComparison.Ordinal)}'
        """);
}
