// A frame put together from meanings, looked at through views, and passed on as a router does. Nothing is sent.
using System.Buffers.Binary;
using System.Net;
using Soquete.Wire;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

var frame = Write("Olá, wire!"u8);
Console.WriteLine($"{frame.Length} bytes: {Convert.ToHexStringLower(frame)}");
Show(frame);
PassOn(frame);
Show(frame);
frame[^1] ^= 1;
Show(frame);
Show(frame.AsSpan(0, 45));

static byte[] Write(ReadOnlySpan<byte> payload)
{
    var ethernet = new EthernetHeader
    {
        Destination = MacAddress.Parse("02:00:00:00:00:02"),
        Source = MacAddress.Parse("02:00:00:00:00:01"),
        EtherType = EtherType.Ipv4,
    };
    var ip = new Ipv4Header
    {
        Protocol = IpProtocol.Udp,
        Source = IPAddress.Parse("192.0.2.1"),
        Destination = IPAddress.Parse("192.0.2.2"),
    };
    var udp = new UdpHeader { SourcePort = 40000, DestinationPort = 9 };

    var frame = new byte[EthernetHeader.Length + ip.Length + UdpHeader.Length + payload.Length];
    var length = ethernet.Write(frame);
    length += ip.Write(frame.AsSpan(length), UdpHeader.Length + payload.Length);
    length += udp.Write(frame.AsSpan(length), payload, ip.Source, ip.Destination);
    payload.CopyTo(frame.AsSpan(length));
    return frame;
}

static void Show(ReadOnlySpan<byte> frame)
{
    if (EthernetView.TryRead(frame, out var ethernet)
        && IpView.TryRead(ethernet.Payload, out var ip) && ip.Protocol == IpProtocol.Udp
        && UdpView.TryRead(ip.Payload, out var udp))
    {
        var state = !ip.IsWhole ? "not known" : udp.IsChecksumValid(ip) ? "right" : "wrong";
        Console.WriteLine(
            $"{ip.Source}:{udp.SourcePort} to {ip.Destination}:{udp.DestinationPort}, {ip.HopLimit} hops left, "
            + $"{udp.Payload.Length} of {udp.PayloadLength} bytes, checksum {state}");
    }
    else
    {
        Console.WriteLine("no UDP here");
    }
}

// One hop less changes one word, and the checksum by as much: the rest need not be summed up again (RFC 1624).
static void PassOn(Span<byte> frame)
{
    var header = frame[EthernetHeader.Length..];
    var before = BinaryPrimitives.ReadUInt16BigEndian(header[8..]);
    header[8]--;
    var after = BinaryPrimitives.ReadUInt16BigEndian(header[8..]);
    var checksum = BinaryPrimitives.ReadUInt16BigEndian(header[10..]);
    BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Update(checksum, before, after));

    Ipv4View.TryRead(header, out var packet);
    Console.WriteLine($"passed on, header checksum {(packet.IsChecksumValid ? "right" : "wrong")}");
}
