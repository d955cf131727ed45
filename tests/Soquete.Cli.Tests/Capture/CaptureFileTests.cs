using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Capture;

/// <summary>Files: ours for tcpdump and tshark, and theirs for us.</summary>
public class CaptureFileTests
{
    [Theory]
    [InlineData("left.pcapng")]
    [InlineData("left.pcap")]
    public async Task File_WhenWritten_ThenPeersReadIt(string name)
    {
        using var folder = new TemporaryFolder();
        await using var link = await CaptureLink.CreateAsync();
        await using var capture = await link.CaptureAsync(
            link.Left.Interface, "--write", folder[name], "--count", "20", "udp");
        await link.SendAsync(20);
        var run = await capture.EndAsync();
        Assert.Equal(0, run.Status);
        Assert.Empty(run.Output);
        var theirs = await TheCommand.ScriptAsync($"tcpdump -n -r {folder[name]} 2> /dev/null");
        var ours = await TheCommand.RunAsync("capture", "--read", folder[name]);
        Assert.Equal(theirs.Output, ours.Output);
        Assert.Equal(20, Lines(ours.Output).Length);
        var tshark = await TheCommand.ScriptAsync(
            $"tshark -r {folder[name]} -T fields -e frame.interface_name -e udp.dstport 2> /dev/null");
        var from = name.EndsWith("ng", StringComparison.Ordinal) ? link.Left.Interface : "";
        Assert.All(Lines(tshark.Output), line => Assert.Equal($"{from}\t9999", line));
        var again = await TheCommand.ScriptAsync(
            $"$SOQUETE capture --read {folder[name]} --write - | tcpdump -n -r - 2> /dev/null");
        Assert.Equal(theirs.Output, again.Output);
    }

    [Fact]
    public async Task Files_WhenPeersWriteThem_ThenAreRead()
    {
        using var folder = new TemporaryFolder();
        await using var link = await CaptureLink.CreateAsync();
        var (tcpdump, tshark) = (folder["tcpdump"], folder["tshark"]);
        await using var first = CaptureLink.Program(
            link.Left, "tcpdump", "-Z", "root", "-c", "10", "-i", link.Left.Interface, "-w", tcpdump, "udp");
        await using var second = CaptureLink.Program(
            link.Left, "tshark", "-c", "10", "-i", link.Left.Interface, "-w", tshark, "-f", "udp");
        await first.ErrorLineAsync("listening on");
        await second.ErrorLineAsync("Capturing on");
        await link.SendAsync(10);
        Assert.Equal(0, (await first.EndAsync()).Status);
        // tshark says that it captures a little before it does.
        await link.SendAsync(10);
        Assert.Equal(0, (await second.EndAsync()).Status);
        foreach (var file in new[] { tcpdump, tshark })
        {
            var theirs = await TheCommand.ScriptAsync($"tcpdump -n -r {file} 2> /dev/null");
            var ours = await TheCommand.ScriptAsync($"$SOQUETE capture --read - < {file}");
            Assert.Equal(theirs.Output, ours.Output);
            Assert.Equal(10, Lines(ours.Output).Length);
            var json = await TheCommand.RunAsync(
                "capture", "--read", file, "--json", "--verbose", "--hex", "port 9999");
            var packets = Lines(json.Output).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            Assert.Equal(10, packets.Count);
            Assert.All(packets, packet => Assert.Equal(
                2 * packet.GetProperty("captured").GetInt32(), packet.GetProperty("bytes").GetString()!.Length));
        }
    }

    [Fact]
    public async Task Disk_WhenFull_ThenWhatIsSafeIsSaid()
    {
        await using var link = await CaptureLink.CreateAsync();
        using var folder = new TemporaryFolder();
        var script = $"mount -t tmpfs -o size=64k none {folder.Path} && "
            + $"{CommandPath.Value} capture lo --write {folder["full.pcapng"]} udp & "
            + "wait $!; status=$?; "
            + $"tcpdump -n -r {folder["full.pcapng"]} 2> /dev/null | wc -l; exit $status";
        await using var capture = CaptureLink.Program(link.Left, "unshare", "-m", "bash", "-c", script);
        await capture.ErrorLineAsync("capturing");
        await CaptureLink.RunAsync(
            link.Left, "for i in $(seq 200); do head -c 1000 /dev/zero > /dev/udp/127.0.0.1/9; done");
        var run = await capture.EndAsync();
        Assert.Equal(1, run.Status);
        Assert.Contains($"No space left on device (write: ENOSPC); {run.Output.Trim()} packets are safe", run.Error);
        Assert.InRange(int.Parse(run.Output), 30, 70);
    }

    [Fact]
    public async Task File_WhenItIsNoCapture_ThenIsSaid()
    {
        Assert.Contains("neither pcapng nor pcap", await TheCommand.FailAsync(
            ExitStatus.Failed, "capture", "--read", "/etc/passwd"));
        Assert.Equal("/no/such/file: there is no such file", await TheCommand.FailAsync(
            ExitStatus.Failed, "capture", "--read", "/no/such/file"));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
