using System.Text.Json;
using Soquete.Cli.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Cli.Tests.Messages;

/// <summary><c>listen</c> and <c>connect</c> with frames, between hosts that are neighbours.</summary>
public class FrameTests
{
    private const string Header = "ffffffffffff02000000000188b5";

    [Fact]
    public async Task Frames_WhenConnectPutsThemOnTheLink_ThenListenPrintsThem()
    {
        await using var pair = await VethPair.CreateAsync();
        var (left, right) = (pair.Left, pair.Right);
        await using var listening = await ListenAsync(
            right, $"packet:{right.Interface},protocol=0x88b5", "--messages", "2", "--from");
        Assert.StartsWith($"listening on packet:{right.Interface},protocol=0x88b5 (", listening.Line);
        await using var sending = Inside(
            left.Namespace, "connect", $"packet:{left.Interface},protocol=0x88b5", "--chunk", "20", "--wait", "10ms");
        await sending.Input.WriteAsync(Convert.FromHexString(Header + "68656c6c6f21" + Header + "776f726c6421"));
        sending.CompleteInput();
        var sent = await sending.EndAsync();
        Assert.True(sent.Status == 0, sent.ToString());
        var run = await listening.Command.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        var from = "02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff: "u8.ToArray();
        var header = Convert.FromHexString(Header);
        Assert.Equal(
            (byte[])[.. from, .. header, .. "hello!\n"u8, .. from, .. header, .. "world!\n"u8], run.OutputBytes);
    }

    [Fact]
    public async Task Frames_WhenJsonIsAskedFor_ThenEachIsAnObjectWithItsBytes()
    {
        await using var pair = await VethPair.CreateAsync();
        var (left, right) = (pair.Left, pair.Right);
        await using var listening = await ListenAsync(
            right, $"packet:{right.Interface},protocol=0x88b5", "--messages", "1", "--from", "--json");
        await using var sending = Inside(left.Namespace, "connect", $"packet:{left.Interface}", "--wait", "10ms");
        await sending.Input.WriteAsync(Convert.FromHexString(Header + "0102"));
        sending.CompleteInput();
        await sending.EndAsync();
        var run = await listening.Command.EndAsync();
        var line = run.Error.Split('\n').Single(text => text.Contains("\"frame\"", StringComparison.Ordinal));
        var frame = JsonDocument.Parse(line).RootElement;
        Assert.Equal(Header + "0102", frame.GetProperty("hex").GetString());
        Assert.Equal(0x88b5, frame.GetProperty("ethertype").GetInt32());
        Assert.Equal("02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff", frame.GetProperty("pair").GetString());
    }

    [Fact]
    public async Task Reply_WhenOneComes_ThenConnectEnds()
    {
        await using var pair = await VethPair.CreateAsync();
        var (left, right) = (pair.Left, pair.Right);
        // An ARP request that the other host's kernel answers.
        var ask = "ffffffffffff020000000001" + "0806" + "0001080006040001" + "020000000001"
            + Convert.ToHexString(left.IPv4.GetAddressBytes()) + "000000000000"
            + Convert.ToHexString(right.IPv4.GetAddressBytes());
        await using var asking = Inside(
            left.Namespace, "connect", $"packet:{left.Interface},protocol=arp,promiscuous", "--replies", "1",
            "--timeout", "20s");
        await asking.Input.WriteAsync(Convert.FromHexString(ask));
        asking.CompleteInput();
        var run = await asking.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal("08060001080006040002", Convert.ToHexString(run.OutputBytes.AsSpan(12, 10)));
    }

    [Fact]
    public async Task Listen_WhenTheInterfaceIsDownForAWhile_ThenGoesOnWhenItIsUp()
    {
        await using var pair = await VethPair.CreateAsync();
        var (left, right) = (pair.Left, pair.Right);
        await using var listening = await ListenAsync(
            right, $"packet:{right.Interface},protocol=0x88b5", "--messages", "1");
        await right.Namespace.IpAsync($"link set {right.Interface} down\n");
        var told = await listening.Command.ErrorLineAsync("is down");
        Assert.Equal($"{right.Interface} is down; frames come again when it is up", told);
        await right.Namespace.IpAsync($"link set {right.Interface} up\n");
        await using var sending = Inside(
            left.Namespace, "connect", $"packet:{left.Interface},protocol=0x88b5", "--chunk", "16", "--wait", "10ms");
        // Some may be sent before the link carries again.
        for (var i = 0; i < 100; i++)
        {
            await sending.Input.WriteAsync(Convert.FromHexString(Header + "0102"));
            await Task.Delay(10);
        }

        sending.CompleteInput();
        Assert.Equal(Convert.FromHexString(Header + "0102"), (await listening.Command.EndAsync()).OutputBytes);
    }

    [Fact]
    public async Task Listen_WhenItCannot_ThenSaysWhyInOneLine()
    {
        var line = await TheCommand.FailAsync(ExitStatus.NameNotFound, "listen", "packet:l0");
        Assert.Equal("packet:l0: no interface has the name 'l0'; did you mean lo?", line);
        await TheCommand.FailAsync(ExitStatus.WrongUsage, "listen", "packet:lo", "--exec", "cat");
        await TheCommand.FailAsync(ExitStatus.WrongUsage, "listen", "packet:lo,loss=1%");
        await using var unprivileged = Child.Program(
            "setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw", CommandPath.Value, "listen",
            "packet:lo");
        unprivileged.CompleteInput();
        var run = await unprivileged.EndAsync();
        Assert.Equal((int)ExitStatus.NotPermitted, run.Status);
        Assert.Contains("this process lacks CAP_NET_RAW", run.ErrorLine);
        Assert.Contains("sudo setcap cap_net_raw+ep", run.ErrorLine);
    }

    private static Task<ListeningCommand> ListenAsync(LinkEnd end, params string[] words) =>
        ListeningCommand.OfAsync(Inside(end.Namespace, ["listen", .. words]));

    private static Child Inside(NetworkNamespace inside, params string[] words) =>
        Child.Program("ip", inside.Words(CommandPath.Value, words));
}
