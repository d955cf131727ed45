using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire;

/// <summary>What the kernel sends: its checksums are right here, and tshark reads the same out of its fields.</summary>
public class KernelTrafficTests(ITestOutputHelper output)
{
    /// <summary>Errors quote the packets that they are about, whose fields tshark would show as well.</summary>
    private const string NoErrors = "not (icmp.type == 3 or icmpv6.type == 1)";

    [RootFact]
    public async Task Packets_WhenTheKernelSendsThem_ThenChecksumsAreRightAndFieldsAreThoseOfTshark()
    {
        using var folder = new TemporaryFolder();
        var (ethernet, cooked) = (folder["ethernet"], folder["cooked"]);
        await KernelTraffic.RecordAsync(ethernet, cooked);
        CheckCounts(CheckSums(ethernet, LinkType.Ethernet));
        CheckCounts(CheckSums(cooked, LinkType.LinuxSll2));
        Assert.Equal(
            await TsharkAsync(ethernet, "eth.dst", "eth.src", "eth.type"), Lines(ethernet, EthernetLine));
        Assert.Equal(
            await TsharkAsync(cooked, "sll.pkttype", "sll.hatype", "sll.halen", "sll.etype", "sll.ifindex"),
            Lines(cooked, CookedLine));
    }

    private delegate string Line(ReadOnlySpan<byte> frame);

    /// <summary>How many there were of each kind, whose checksums are all right.</summary>
    private Counts CheckSums(string path, LinkType linkType)
    {
        var counts = new Counts();
        using var reader = new CaptureReader(File.OpenRead(path));
        for (var number = 1; reader.TryRead(out var packet); number++)
        {
            Assert.Equal(linkType, packet.LinkType);
            Assert.True(LinkPayload.TryRead(packet.LinkType, packet.Data, out var payload));
            if (Ipv4View.TryRead(payload.Bytes, out var packet4))
            {
                Assert.True(packet4.IsChecksumValid, $"{number}: {Convert.ToHexString(payload.Bytes)}");
            }

            if (payload.EtherType != EtherType.Arp)
            {
                Assert.True(IpView.TryRead(payload.Bytes, out var ip), $"{number}");
                Assert.False(ip.IsTruncated);
                counts.Add(ip, CheckSum(ip, number));
            }
        }

        output.WriteLine($"{linkType}: {counts}");
        return counts;
    }

    /// <returns>Whether the packet has a checksum behind a pseudo header.</returns>
    private static bool CheckSum(IpView packet, int number)
    {
        if (!packet.IsWhole)
        {
            return false;
        }

        if (packet.Protocol == IpProtocol.Tcp)
        {
            Assert.True(TcpView.TryRead(packet.Payload, out var segment));
            Assert.True(segment.IsChecksumValid(packet), $"{number}");
            return true;
        }

        if (packet.Protocol == IpProtocol.Udp)
        {
            Assert.True(UdpView.TryRead(packet.Payload, out var datagram));
            Assert.True(datagram.IsChecksumValid(packet), $"{number}");
            return true;
        }

        return false;
    }

    private static void CheckCounts(Counts counts)
    {
        Assert.True(counts.Checked > 60, $"{counts}");
        Assert.True(counts.Fragments4 > 4 && counts.Fragments6 > 4 && counts.Extended > 2, $"{counts}");
        Assert.True(counts.Options4 >= 4, $"{counts}");
    }

    /// <summary>The packets that are no errors, in our words.</summary>
    private static List<string> Lines(string path, Line line)
    {
        var lines = new List<string>();
        using var reader = new CaptureReader(File.OpenRead(path));
        for (var number = 1; reader.TryRead(out var packet); number++)
        {
            LinkPayload.TryRead(packet.LinkType, packet.Data, out var payload);
            if (!IsError(payload.Bytes))
            {
                lines.Add($"{number}\t{line(packet.Data)}\t{TsharkLine.Of(payload.EtherType, payload.Bytes)}");
            }
        }

        return lines;
    }

    private static string EthernetLine(ReadOnlySpan<byte> frame)
    {
        EthernetView.TryRead(frame, out var view);
        return $"{view.Destination}\t{view.Source}\t0x{view.EtherType:x4}";
    }

    private static string CookedLine(ReadOnlySpan<byte> frame)
    {
        CookedView.TryReadSll2(frame, out var view);
        return $"{(int)view.PacketType}\t{view.HardwareType}\t{view.AddressLength}\t0x{view.EtherType:x4}\t"
            + $"{view.InterfaceIndex}";
    }

    private static bool IsError(ReadOnlySpan<byte> bytes) =>
        IpView.TryRead(bytes, out var packet) && packet.HasHeader && packet.Payload.Length > 0
        && (packet.Protocol, packet.Payload[0]) is (IpProtocol.Icmp, 3) or (IpProtocol.Icmpv6, 1);

    /// <summary>One run over the file, each field at its first occurrence, nothing put together again.</summary>
    private static async Task<List<string>> TsharkAsync(string path, params string[] fields)
    {
        string[] all = ["frame.number", .. fields, .. TsharkLine.Fields];
        var asked = string.Join(' ', all.Select(field => $"-e {field}"));
        var written = await Child.RunAsync(
            $"tshark -r {path} -o ip.defragment:FALSE -o ipv6.defragment:FALSE -o tcp.desegment_tcp_streams:FALSE "
            + $"-Y '{NoErrors}' -T fields -E occurrence=f {asked} 2> /dev/null");
        return [.. written.Split('\n')[..^1]];
    }

    private sealed record Counts
    {
        public int Checked { get; private set; }

        public int Fragments4 { get; private set; }

        public int Fragments6 { get; private set; }

        public int Options4 { get; private set; }

        public int Extended { get; private set; }

        public void Add(IpView packet, bool isChecked)
        {
            Checked += isChecked ? 1 : 0;
            Fragments4 += packet is { Version: 4, IsFragment: true } ? 1 : 0;
            Fragments6 += packet is { Version: 6, IsFragment: true } ? 1 : 0;
            Options4 += packet is { Version: 4, HeaderLength: > Ipv4View.MinHeaderLength } ? 1 : 0;
            Extended += isChecked && packet is { Version: 6, HeaderLength: > Ipv6View.HeaderLength } ? 1 : 0;
        }
    }
}
