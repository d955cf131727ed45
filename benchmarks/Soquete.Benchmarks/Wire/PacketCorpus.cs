using System.Net;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

namespace Soquete.Benchmarks.Wire;

/// <summary>Frames in memory, of two or three lengths each, as they come in traffic.</summary>
internal sealed record PacketCorpus(string Name, byte[][] Frames)
{
    private const int Count = 1024;
    private static readonly int[] Payloads = [0, 0, 64, 512, 1400];

    private static readonly EthernetHeader Ethernet = new()
    {
        Destination = MacAddress.Parse("02:00:00:00:00:02"), Source = MacAddress.Parse("02:00:00:00:00:01"),
        EtherType = EtherType.Ipv4,
    };

    public static PacketCorpus Tcp { get; } = new("Ethernet, IPv4, TCP with timestamps", Many(TcpOverIpv4));

    public static PacketCorpus Udp { get; } = new("Ethernet, IPv6, UDP", Many(UdpOverIpv6));

    /// <summary>How long a frame is on average.</summary>
    public double MeanLength => Frames.Average(frame => frame.Length);

    private static byte[][] Many(Func<int, byte[], byte[]> frame) =>
        [.. Enumerable.Range(0, Count).Select(i => frame(i, new byte[Payloads[i % Payloads.Length]]))];

    private static byte[] TcpOverIpv4(int number, byte[] payload)
    {
        var ip = new Ipv4Header
        {
            Identification = (ushort)number, DontFragment = true, Protocol = IpProtocol.Tcp,
            Source = IPAddress.Parse("192.0.2.1"), Destination = IPAddress.Parse("192.0.2.2"),
        };
        var tcp = new TcpHeader
        {
            SourcePort = (ushort)(40_000 + number), DestinationPort = 443, SequenceNumber = (uint)number,
            Flags = TcpFlags.Ack, Window = 512,
            Options = new TcpOptionWriter().NoOperation().NoOperation().Timestamps((uint)number, 1).ToList(),
        };
        var frame = new byte[EthernetHeader.Length + ip.Length + tcp.Length + payload.Length];
        var length = Ethernet.Write(frame);
        length += ip.Write(frame.AsSpan(length), tcp.Length + payload.Length);
        tcp.Write(frame.AsSpan(length), payload, ip.Source, ip.Destination);
        return frame;
    }

    private static byte[] UdpOverIpv6(int number, byte[] payload)
    {
        var ip = new Ipv6Header
        {
            FlowLabel = (uint)number, NextHeader = IpProtocol.Udp,
            Source = IPAddress.Parse("2001:db8::1"), Destination = IPAddress.Parse("2001:db8::2"),
        };
        var udp = new UdpHeader { SourcePort = (ushort)(40_000 + number), DestinationPort = 53 };
        var frame = new byte[EthernetHeader.Length + Ipv6Header.Length + UdpHeader.Length + payload.Length];
        var length = (Ethernet with { EtherType = EtherType.Ipv6 }).Write(frame);
        length += ip.Write(frame.AsSpan(length), UdpHeader.Length + payload.Length);
        udp.Write(frame.AsSpan(length), payload, ip.Source, ip.Destination);
        return frame;
    }
}
