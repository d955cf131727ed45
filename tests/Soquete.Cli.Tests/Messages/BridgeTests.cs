using Soquete.Cli.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Cli.Tests.Messages;

/// <summary>
/// Two links that relays join over UDP: the hosts on them are neighbours, with the offloads that a kernel has unless
/// told otherwise.
/// </summary>
public class BridgeTests
{
    private const int FileBytes = 5 * 1024 * 1024;

    /// <summary>Ethernet, IP and UDP have room beside it in the 1,500 bytes of the link between the relays.</summary>
    private const int BridgedMtu = 1400;

    [Fact]
    public async Task Hosts_WhenTheirLinksAreBridged_ThenFindEachOtherAndPassFilesBothWays()
    {
        await using var namespaces = new NamespaceSet();
        var near = await LinkAsync(namespaces, "near", 1);
        var far = await LinkAsync(namespaces, "far", 2);
        var way = await NetworkLink.CreateAsync((near.Relay, "way0"), (far.Relay, "way1"));
        await using var receiving = Inside(far.Relay, "relay", "udp:*:4789", "packet:far1,promiscuous", "--verbose");
        await receiving.ErrorLineAsync("listening");
        await using var sending = Inside(
            near.Relay, "relay", "packet:near1,promiscuous", $"udp:{way.Second.IPv4}:4789", "--verbose");
        await sending.ErrorLineAsync("connected");
        foreach (var other in new[] { "192.168.77.2", "fd77::2" })
        {
            await RunAsync(near.Host, $"ping -c 3 -i 0.2 -W 10 {other}");
            await RunAsync(near.Host, $"ping -c 2 -i 0.2 -W 10 -M do -s {BridgedMtu - 48} {other}");
        }

        await PassFileAsync(near.Host, far.Host, "TCP4", "192.168.77.2");
        await PassFileAsync(far.Host, near.Host, "TCP4", "192.168.77.1");
        await PassFileAsync(near.Host, far.Host, "TCP6", "[fd77::2]");
        foreach (var relay in new[] { sending, receiving })
        {
            relay.Signal("TERM");
            var run = await relay.EndAsync();
            Assert.Contains("relayed 1 pair", run.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>A frame that the other link does not take stops nothing.</summary>
    [Fact]
    public async Task Frame_WhenTheOtherLinkIsTooNarrow_ThenIsCountedAndTheNextOneGoes()
    {
        await using var narrow = await VethPair.CreateAsync(mtu: 1280);
        await using var relay = Inside(
            narrow.Left.Namespace, "relay", "udp4:127.0.0.1:4789", $"packet:{narrow.Left.Interface}");
        await relay.ErrorLineAsync("listening");
        await using var seeing = Inside(
            narrow.Right.Namespace, "listen", $"packet:{narrow.Right.Interface},protocol=0x88b5", "--messages", "1");
        await seeing.ErrorLineAsync("listening");
        foreach (var length in new[] { 1300, 5, 100 })
        {
            var frame = "ffffffffffff02000000000188b5" + new string('a', 2 * length);
            await RunAsync(narrow.Left.Namespace, $"echo {frame} | xxd -r -p | socat - UDP4:127.0.0.1:4789");
        }

        Assert.Equal(14 + 5, (await seeing.EndAsync()).OutputBytes.Length);
        relay.Signal("TERM");
        var run = await relay.EndAsync();
        Assert.Contains("1 undeliverable", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_WhenItHasNoWholeFrames_ThenIsRefused()
    {
        foreach (var address in new[] { "packet:any", "packet:lo,cooked" })
        {
            var line = await TheCommand.FailAsync(ExitStatus.WrongUsage, "relay", address, "udp:127.0.0.1:9");
            Assert.Contains("the frames of one interface, with the header of its link", line, StringComparison.Ordinal);
        }

        await TheCommand.FailAsync(ExitStatus.WrongUsage, "relay", "packet:lo", "tcp:127.0.0.1:9");
    }

    /// <summary>A host and a relay with a link between them; the host has an address that the other one's is beside.
    /// </summary>
    private static async Task<(NetworkNamespace Host, NetworkNamespace Relay)> LinkAsync(
        NamespaceSet namespaces, string name, int number)
    {
        var (host, relay) = (await namespaces.AddAsync(), await namespaces.AddAsync());
        await NetworkLink.CreateAsync((host, $"{name}0"), (relay, $"{name}1"), BridgedMtu);
        await host.IpAsync($"""
            address add 192.168.77.{number}/24 dev {name}0
            address add fd77::{number}/64 dev {name}0 nodad

            """);
        return (host, relay);
    }

    private static async Task PassFileAsync(
        NetworkNamespace from, NetworkNamespace to, string protocol, string address)
    {
        using var folder = new TemporaryFolder();
        var (sent, received) = (Path.Combine(folder.Path, "sent"), Path.Combine(folder.Path, "received"));
        await File.WriteAllBytesAsync(sent, RandomBytes.Of(7, FileBytes));
        await using var receiver = InsideScript(
            to, $"socat -d -d -u {protocol}-LISTEN:9000,reuseaddr CREATE:{received}");
        await receiver.ErrorLineAsync("listening");
        await RunAsync(from, $"socat -u FILE:{sent} {protocol}:{address}:9000");
        var run = await receiver.EndAsync(Limits.Transfer);
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal(await File.ReadAllBytesAsync(sent), await File.ReadAllBytesAsync(received));
    }

    private static async Task RunAsync(NetworkNamespace inside, string script)
    {
        await using var child = InsideScript(inside, script);
        child.CompleteInput();
        var run = await child.EndAsync(Limits.Transfer);
        Assert.True(run.Status == 0, run.ToString());
    }

    private static Child Inside(NetworkNamespace inside, params string[] words) =>
        Child.Program("ip", inside.Words(CommandPath.Value, words));

    private static Child InsideScript(NetworkNamespace inside, string script) =>
        Child.Program("ip", inside.Words("bash", "-c", $"set -o pipefail; {script}"));
}
