using Soquete.Tests.Wire;
using Soquete.Tests.Wire.Application;
using Soquete.Tests.Wire.Internet;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Dissection;

/// <summary>The packets that the tests of Wire were given by Linux and by peers, with what they begin with.</summary>
internal static class RealPackets
{
    private const long Year2026 = 1_780_000_000_000_000_000;

    /// <summary>Ethernet frames.</summary>
    public static IEnumerable<byte[]> Ethernet => Frames.All.Select(Frames.Bytes)
        .Concat(Ip.Select(packet => (byte[])[
            .. Frames.Bytes($"020000000002 020000000001 {(packet[0] >> 4 == 4 ? "0800" : "86dd")}"), .. packet]));

    /// <summary>IP packets of either version.</summary>
    public static IEnumerable<byte[]> Ip => Literal.All(
        typeof(IcmpPackets), typeof(Icmpv6Packets), typeof(IgmpPackets), typeof(MldPackets), typeof(NdPackets))
        .Concat(Literal.All(typeof(DnsPackets)).Select(message => Datagram(message)));

    public static CapturedPacket Packet(byte[] bytes, LinkType linkType = LinkType.Ethernet, int number = 0) => new()
    {
        Timestamp = Year2026 + (number * 1_000_000_000L),
        OriginalLength = bytes.Length,
        Data = bytes,
        LinkType = linkType,
    };

    /// <summary>Writes packets to a file, one each second.</summary>
    public static void Write(string path, LinkType linkType, IEnumerable<byte[]> packets)
    {
        using var writer = new PcapWriter(File.Create(path), linkType, nanoseconds: false);
        var number = 0;
        foreach (var packet in packets)
        {
            writer.Write(Packet(packet, linkType, number++));
        }
    }

    /// <summary>A cooked header before an IP packet.</summary>
    public static byte[] Cooked(byte[] packet, bool isSecond)
    {
        var type = packet[0] >> 4 == 4 ? "0800" : "86dd";
        return [.. Frames.Bytes(isSecond
            ? $"{type} 0000 00777777 0001 04 06 0200000000010000"
            : $"0004 0001 0006 0200000000010000 {type}"), .. packet];
    }

    /// <summary>A message in a datagram of a name server's.</summary>
    private static byte[] Datagram(byte[] message)
    {
        var packet = new byte[Ipv4View.MinHeaderLength + UdpView.HeaderLength + message.Length];
        Frames.Bytes("4500 0000 0000 4000 4011 0000 c0000201 c0000202 8235 0035 0000 0000").CopyTo(packet, 0);
        (packet[2], packet[3]) = ((byte)(packet.Length >> 8), (byte)packet.Length);
        var length = UdpView.HeaderLength + message.Length;
        (packet[24], packet[25]) = ((byte)(length >> 8), (byte)length);
        message.CopyTo(packet, Ipv4View.MinHeaderLength + UdpView.HeaderLength);
        return packet;
    }
}
