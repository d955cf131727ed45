using Soquete.Tests.Support;
using Soquete.Tests.Wire;
using Soquete.Wire;

namespace Soquete.Tests.Dissection;

/// <summary>Lines of packets that were captured once, each against tcpdump's.</summary>
public class RealPacketLineTests
{
    [Fact]
    public async Task Frames_WhenTold_ThenAsTcpdumpTellsThem()
    {
        using var folder = new TemporaryFolder();
        // Protocols of bridges are named here, and taken apart by tcpdump.
        var bridges = new[] { Frames.SpanningTree, Frames.Snap }.Select(Frames.Bytes).ToList();
        var frames = RealPackets.Ethernet.Where(frame => !bridges.Any(frame.SequenceEqual));
        await CheckAsync(folder["frames.pcap"], LinkType.Ethernet, frames);
    }

    [Fact]
    public async Task Packets_WhenThereIsNoLink_ThenAsTcpdumpTellsThem()
    {
        using var folder = new TemporaryFolder();
        await CheckAsync(folder["raw.pcap"], LinkType.Raw, RealPackets.Ip);
        await CheckAsync(folder["ipv4.pcap"], LinkType.Ipv4, RealPackets.Ip.Where(packet => packet[0] >> 4 == 4));
        await CheckAsync(folder["ipv6.pcap"], LinkType.Ipv6, RealPackets.Ip.Where(packet => packet[0] >> 4 == 6));
        await CheckAsync(folder["null.pcap"], LinkType.Null, RealPackets.Ip.Select(
            packet => (byte[])[packet[0] >> 4 == 4 ? (byte)2 : (byte)30, 0, 0, 0, .. packet]));
    }

    [Fact]
    public async Task Packets_WhenTheyAreCooked_ThenAsTcpdumpTellsThem()
    {
        using var folder = new TemporaryFolder();
        await CheckAsync(folder["sll.pcap"], LinkType.LinuxSll, RealPackets.Ip.Select(
            packet => RealPackets.Cooked(packet, isSecond: false)));
        await CheckAsync(folder["sll2.pcap"], LinkType.LinuxSll2, RealPackets.Ip.Select(
            packet => RealPackets.Cooked(packet, isSecond: true)));
    }

    private static async Task CheckAsync(string path, LinkType linkType, IEnumerable<byte[]> packets)
    {
        RealPackets.Write(path, linkType, packets);
        TcpdumpLines.AssertSame(await TcpdumpLines.TheirsAsync(path), TcpdumpLines.Ours(path));
    }
}
