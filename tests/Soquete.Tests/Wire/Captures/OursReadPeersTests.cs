using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Wire.Captures;

/// <summary>
/// What tcpdump and dumpcap write of real traffic between two namespaces is read here, packet by packet.
/// </summary>
public class OursReadPeersTests
{
    private const int Port = 5000;
    private const string Microseconds = "pcap";
    private const string Nanoseconds = "nano";
    private const string Pcapng = "pcapng";

    /// <summary>One conversation, written by three at once.</summary>
    [RootFact]
    public async Task Traffic_WhenTcpdumpAndDumpcapWriteIt_ThenItIsReadAsTsharkReadsIt()
    {
        using var folder = new TemporaryFolder();
        await using (var pair = await VethPair.CreateAsync())
        {
            await using var microseconds = await TcpdumpAsync(pair, folder[Microseconds], "micro", "left0");
            await using var nanoseconds = await TcpdumpAsync(pair, folder[Nanoseconds], "nano", "any");
            await using var dumpcap = pair.Left.Namespace.Start(
                "dumpcap", "-q", "-f", "not arp", "-i", "left0", "-i", "lo", "-w", folder[Pcapng]);
            await dumpcap.LineAsync("File:");
            await TalkAsync(pair);
            foreach (var capturing in new[] { microseconds, nanoseconds, dumpcap })
            {
                await EndAsync(capturing);
            }
        }

        foreach (var (file, type) in new[] { (Microseconds, LinkType.Ethernet), (Nanoseconds, LinkType.LinuxSll2) })
        {
            var read = await CheckAsync(folder[file]);
            Assert.All(read, packet => Assert.Equal(type, packet.LinkType));
        }

        Assert.Contains(await CheckAsync(folder[Nanoseconds]), packet => packet.Timestamp % 1000 != 0);
        Assert.Contains(await CheckAsync(folder[Pcapng]), packet => packet.LinkType == LinkType.Ethernet);
        CheckInterfaces(folder[Pcapng]);
    }

    private static void CheckInterfaces(string path)
    {
        using var reader = new CaptureReader(File.OpenRead(path));
        var received = PacketCopy.ReadAll(reader);
        Assert.Equal(["left0", "lo"], reader.Interfaces.Select(found => found.Name));
        Assert.All(reader.Interfaces, found => Assert.Equal("not arp", found.Filter));
        Assert.Contains("Dumpcap", reader.Section.Application, StringComparison.Ordinal);
        Assert.Equal(received.Count, reader.StatisticsOf(0)!.Value.Received);
        Assert.Equal(0, reader.StatisticsOf(0)!.Value.Dropped);
    }

    private static async Task<Child> TcpdumpAsync(VethPair pair, string path, string precision, string on)
    {
        var capturing = pair.Left.Namespace.Start(
            "tcpdump", "-Z", "root", "-U", "-i", on, $"--time-stamp-precision={precision}", "-w", path, "not arp");
        await capturing.LineAsync("listening on");
        return capturing;
    }

    private static async Task TalkAsync(VethPair pair)
    {
        await using var server = pair.Right.Namespace.Start(
            "socat", "-d", "-d", $"TCP4-LISTEN:{Port},reuseaddr", "SYSTEM:sha256sum");
        await server.LineAsync("listening on");
        await using var client = pair.Left.Namespace.StartScript(
            $"head -c 1000000 /dev/zero | socat -t 30 - TCP4:{pair.Right.IPv4}:{Port}; "
            + $"ping -c 3 -i 0.01 -s 1000 {pair.Right.IPv6}");
        await client.EndAsync(0);
    }

    /// <summary>Interrupted, as a person does; what was captured is then written.</summary>
    private static async Task EndAsync(Child capturing)
    {
        await Child.RunAsync($"kill -INT {capturing.Id}");
        await capturing.EndAsync(0);
    }

    /// <returns>The packets, each of which is as tshark reads it.</returns>
    private static async Task<List<PacketCopy>> CheckAsync(string path)
    {
        var lines = await Child.RunAsync(
            $"tshark -r {path} -T fields -e frame.time_epoch -e frame.len -e frame.cap_len 2> /dev/null");
        await using var file = File.OpenRead(path);
        using var reader = new CaptureReader(file);
        var packets = PacketCopy.ReadAll(reader);
        Assert.True(packets.Count > 20, $"{packets.Count} packets");
        Assert.Equal(
            lines.Split('\n')[..^1],
            packets.Select(packet => FormattableString.Invariant(
                $"{packet.Timestamp / 1_000_000_000}.{packet.Timestamp % 1_000_000_000:D9}\t")
                + FormattableString.Invariant($"{packet.OriginalLength}\t{packet.Length}")));
        return packets;
    }
}
