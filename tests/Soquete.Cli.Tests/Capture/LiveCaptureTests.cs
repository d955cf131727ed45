using System.Text.Json;
using System.Text.RegularExpressions;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Capture;

/// <summary>Captures of a link between two namespaces, beside tcpdump's of the same.</summary>
public partial class LiveCaptureTests
{
    [Fact]
    public async Task Link_WhenTcpdumpCapturesItToo_ThenBothHaveTheSameLines()
    {
        await using var link = await CaptureLink.CreateAsync();
        using var folder = new TemporaryFolder();
        // Each socket has times of its own, some nanoseconds apart, so they are left out. Both begin before the first
        // packet and end after the last; what neighbours say of their own is left out.
        const string Filter = "udp or icmp or tcp";
        await using var theirs = CaptureLink.Program(
            link.Left, "bash", "-c",
            // Its buffer holds few frames of its usual snap length, and drops what it has no room for.
            $"exec tcpdump -n -t -l --immediate-mode -s 2000 -B 32768 -i {link.Left.Interface} {Filter} "
            + $"> {folder["theirs"]}");
        await theirs.ErrorLineAsync("listening on");
        await using var ours = await link.CaptureAsync(link.Left.Interface, Filter, "--time", "none");
        await using var server = CaptureLink.Program(
            link.Right, "socat", "-d", "-d", "-u", "TCP-LISTEN:7777,fork", "OPEN:/dev/null");
        await server.ErrorLineAsync("listening on");
        await CaptureLink.RunAsync(
            link.Left, $"printf hello > /dev/tcp/{link.Right.IPv4}/7777; "
            + $"ping -c 3 -i 0.05 {link.Right.IPv4}");
        await link.SendAsync(50);
        await CaptureLink.RunAsync(link.Left, $"ping -c 1 -s 91 {link.Right.IPv4}");
        await Wait.UntilAsync(() => LastReply().IsMatch(File.ReadAllText(folder["theirs"])));
        ours.Signal("INT");
        theirs.Signal("INT");
        var our = await ours.EndAsync();
        var their = await theirs.EndAsync();
        var (ourLines, theirLines) = (Lines(our.Output), Lines(await File.ReadAllTextAsync(folder["theirs"])));
        // On a busy machine tcpdump loses some, and says so; ours does not.
        var lost = int.Parse(LostByTcpdump().Match(their.Error).Groups[1].Value);
        Assert.Equal(ourLines.Length - lost, theirLines.Length);
        Assert.Equal(theirLines, lost == 0 ? ourLines : Common(ourLines, theirLines));
        Assert.InRange(Lines(our.Output).Length, 60, 200);
        var counts = Counts().Match(our.Error);
        Assert.Equal(Lines(our.Output).Length, int.Parse(counts.Groups[1].Value));
        Assert.Equal("0", counts.Groups[3].Value);
        Assert.Equal(130, our.Status);
    }

    [Fact]
    public async Task Filter_WhenGiven_ThenTheKernelLetsNothingElseThrough()
    {
        await using var link = await CaptureLink.CreateAsync();
        await using var capture = await link.CaptureAsync(
            link.Left.Interface, "udp", "and", "dst", "port", "5001", "--count", "3");
        await link.SendAsync(20, 5000);
        await link.SendAsync(3, 5001);
        var run = await capture.EndAsync();
        Assert.Equal(0, run.Status);
        Assert.All(Lines(run.Output), line => Assert.Contains(".5001: UDP, length 8", line));
        Assert.EndsWith("3 packets captured, 3 received by filter, 0 dropped by kernel\n", run.Error);
    }

    [Fact]
    public async Task Duration_WhenOver_ThenWhatCameIsTold()
    {
        await using var link = await CaptureLink.CreateAsync();
        await using var capture = await link.CaptureAsync(link.Left.Interface, "udp", "--duration", "2s", "--json");
        await link.SendAsync(5);
        var run = await capture.EndAsync();
        Assert.Equal(0, run.Status);
        var packets = Lines(run.Output).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(5, packets.Count);
        Assert.All(packets, packet =>
        {
            Assert.Equal(link.Left.Interface, packet.GetProperty("interface").GetString());
            Assert.Equal($"{link.Right.IPv4}", packet.GetProperty("destination").GetString());
            Assert.Equal(9999, packet.GetProperty("destination_port").GetInt32());
            Assert.Equal("udp", packet.GetProperty("protocol").GetString());
            Assert.Equal("out", packet.GetProperty("direction").GetString());
        });
        var told = JsonDocument.Parse(run.Error.Split('\n')[^2]).RootElement;
        Assert.Equal("captured", told.GetProperty("event").GetString());
        Assert.Equal(5, told.GetProperty("captured").GetInt32());
    }

    [Fact]
    public async Task Any_WhenCaptured_ThenInterfacesAndWaysAreTold()
    {
        await using var link = await CaptureLink.CreateAsync();
        await using var capture = await link.CaptureAsync("any", "icmp", "--count", "4");
        await CaptureLink.RunAsync(link.Left, $"ping -c 1 {link.Right.IPv4}; ping -c 1 127.0.0.1");
        var lines = Lines((await capture.EndAsync()).Output);
        Assert.Contains(lines, line => Regex.IsMatch(line, $" {link.Left.Interface} +Out IP .* echo request"));
        Assert.Contains(lines, line => Regex.IsMatch(line, $" {link.Left.Interface} +In +IP .* echo reply"));
        // Once each on the loopback, where packets come in as they go out.
        Assert.Equal(2, lines.Count(line => Regex.IsMatch(line, " lo +In ")));
    }

    [Fact]
    public async Task Processes_WhenTheyAreHere_ThenAreNamed()
    {
        await using var link = await CaptureLink.CreateAsync();
        await using var capture = await link.CaptureAsync("lo", "tcp", "--process", "--count", "10");
        const string Both = """
            import os, socket
            listener = socket.create_server(('127.0.0.1', 7171))
            if os.fork():
                peer = listener.accept()[0]
                while peer.recv(1): peer.send(b'x')
            else:
                talk = socket.create_connection(('127.0.0.1', 7171))
                while True:
                    talk.send(b'x')
                    talk.recv(1)
            """;
        await using var talk = CaptureLink.Program(link.Left, "python3", "-c", Both);
        var lines = Lines((await capture.EndAsync()).Output);
        Assert.Matches(@"127\.0\.0\.1\.\d+ \(python3 \d+\) > 127\.0\.0\.1\.7171 \(python3 \d+\): Flags", lines[^1]);
    }

    [Fact]
    public async Task Interface_WhenItGoesAway_ThenIsSaid()
    {
        await using var link = await CaptureLink.CreateAsync();
        await using var capture = await link.CaptureAsync(link.Left.Interface);
        await link.Left.Namespace.IpAsync($"link delete {link.Left.Interface}\n");
        var run = await capture.EndAsync();
        Assert.Equal(1, run.Status);
        Assert.Contains("received by filter", run.Error);
        Assert.Contains("the interface is gone", run.Error);
    }

    [Fact]
    public async Task Interface_WhenDownForAWhile_ThenTheCaptureGoesOn()
    {
        await using var link = await CaptureLink.CreateAsync();
        await using var capture = await link.CaptureAsync(link.Left.Interface, "udp", "--count", "1");
        await link.Left.Namespace.IpAsync($"link set {link.Left.Interface} down\n");
        await capture.ErrorLineAsync("is down; the capture goes on when it is up again");
        await link.Left.Namespace.IpAsync($"link set {link.Left.Interface} up\n");
        await link.SendAsync(1);
        var run = await capture.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Single(Lines(run.Output));
    }

    [Fact]
    public async Task Reader_WhenItGoesAway_ThenTheEndIsQuiet()
    {
        await using var link = await CaptureLink.CreateAsync();
        await using var shell = CaptureLink.Program(
            link.Left, "bash", "-c",
            $"set -o pipefail; {CommandPath.Value} capture {link.Left.Interface} udp | head -2");
        await shell.ErrorLineAsync("capturing");
        for (var i = 0; i < 10; i++)
        {
            await link.SendAsync(10);
        }

        var run = await shell.EndAsync();
        Assert.Equal(0, run.Status);
        Assert.Equal(2, Lines(run.Output).Length);
        Assert.DoesNotContain("soquete:", run.Error);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What stands in both, in this order.</summary>
    private static string[] Common(string[] lines, string[] fewer)
    {
        var next = 0;
        return [.. lines.Where(line => next < fewer.Length && line == fewer[next] && ++next > 0)];
    }

    [GeneratedRegex(@"(\d+) packets? dropped by kernel")]
    private static partial Regex LostByTcpdump();

    [GeneratedRegex("echo reply, .* length 99\n")]
    private static partial Regex LastReply();

    [GeneratedRegex(@"(\d+) packets captured, (\d+) received by filter, (\d+) dropped by kernel")]
    private static partial Regex Counts();
}
