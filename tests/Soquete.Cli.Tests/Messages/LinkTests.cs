using Soquete.Cli.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Cli.Tests.Messages;

/// <summary>Broadcast, multicast and the path's MTU, between hosts that are neighbours.</summary>
public class LinkTests
{
    [Theory]
    [InlineData("255.255.255.255")]
    [InlineData("$BROADCAST")]
    public async Task Broadcast_WhenSent_ThenIsHeardAndAnswered(string target)
    {
        await using var pair = await VethPair.CreateAsync();
        var (left, right) = (pair.Left, pair.Right);
        await left.Namespace.IpAsync($"route add 255.255.255.255 dev {left.Interface}\n");
        await using var listening = await ListenAsync(right.Namespace, "udp4:*:5000", "--echo");
        var address = target.Replace("$BROADCAST", left.Broadcast.ToString(), StringComparison.Ordinal);
        await using var command = Inside(
            left.Namespace, "connect", $"udp:{address}:5000,broadcast", "--replies", "1", "--from");
        await command.Input.WriteAsync("who\n"u8.ToArray());
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Matches($@"^{right.IPv4}:5000 > {left.IPv4}:\d+: who\n$", run.Output);
    }

    [Fact]
    public async Task Broadcast_WhenNotAskedFor_ThenIsRefusedWithTheRemedy()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var command = Inside(pair.Left.Namespace, "connect", $"udp:{pair.Left.Broadcast}:5000");
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.Equal((int)ExitStatus.NotPermitted, run.Status);
        Assert.EndsWith("a broadcast address needs the option 'broadcast'", run.ErrorLine);
    }

    [Theory]
    [InlineData("239.1.2.3", "")]
    [InlineData("[ff02::1234%$ZONE]", "6")]
    public async Task Group_WhenSpokenTo_ThenItsMembersHearAndAnswer(string group, string version)
    {
        await using var pair = await VethPair.CreateAsync();
        var (left, right) = (pair.Left, pair.Right);
        await using var listening = await ListenAsync(
            right.Namespace, $"udp{version}:{Of(group, right)}:5000", "--line", "--messages", "1");
        Assert.Contains("in group ", listening.Line);
        await listening.Command.Input.WriteAsync("me\n"u8.ToArray());
        listening.Command.CompleteInput();
        await using var command = Inside(
            left.Namespace, "connect", $"udp{version}:{Of(group, left)}:5000", "--line", "--replies", "1");
        await command.Input.WriteAsync("who\n"u8.ToArray());
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal("me\n", run.Output);
        Assert.Equal("who\n", (await listening.Command.EndAsync()).Output);
    }

    [Fact]
    public async Task Datagram_WhenThePathIsNarrower_ThenItsMtuIsSaid()
    {
        await using var pair = await VethPair.CreateAsync(mtu: 1400);
        await using var command = Inside(
            pair.Left.Namespace, "connect", $"udp:{pair.Right.IPv4}:5000,dont-fragment", "--chunk", "1500");
        await command.Input.WriteAsync(new byte[1500]);
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.Equal((int)ExitStatus.Failed, run.Status);
        Assert.Contains("1400 bytes", run.ErrorLine);
    }

    private static string Of(string group, LinkEnd end) =>
        group.Replace("$ZONE", end.Interface, StringComparison.Ordinal);

    private static Task<ListeningCommand> ListenAsync(NetworkNamespace inside, params string[] words) =>
        ListeningCommand.OfAsync(Inside(inside, ["listen", .. words]));

    private static Child Inside(NetworkNamespace inside, params string[] words) =>
        Child.Program("ip", inside.Words(CommandPath.Value, words));
}
