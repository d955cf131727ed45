using System.Buffers.Binary;
using Soquete.Wire.Transport;

namespace Soquete.Dissection.Lines;

/// <summary>A UDP datagram.</summary>
internal static class UdpText
{
    private const int PortsLength = 4;
    private const int LengthOffset = 4;
    private const int Domain = 53;
    private const int MulticastDomain = 5353;

    public static void Write(LineContext context, in Carried carried)
    {
        var line = context.Line;
        var bytes = carried.Bytes;
        if (bytes.Length < PortsLength)
        {
            context.AddHosts(carried.Packet.SourceBytes, carried.Packet.DestinationBytes);
            line.AddCut("udp");
            return;
        }

        carried.AddEnds(
            context, BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        if (UdpView.TryRead(bytes, out var datagram))
        {
            WriteDatagram(context, carried, datagram);
        }
        else if (carried.Length < UdpView.HeaderLength)
        {
            line.Add("truncated-udp ").Add(carried.Length);
        }
        else if (bytes.Length < UdpView.HeaderLength)
        {
            line.AddCut("udp");
        }
        else
        {
            line.Add("truncated-udplength ").Add(BinaryPrimitives.ReadUInt16BigEndian(bytes[LengthOffset..]));
        }
    }

    private static void WriteDatagram(LineContext context, in Carried carried, in UdpView datagram)
    {
        var line = context.Line;
        long stated = datagram.Length == 0 ? carried.Length : datagram.Length;
        var (length, room) = (stated - UdpView.HeaderLength, carried.Length - UdpView.HeaderLength);
        if (datagram.SourcePort == Domain || datagram.DestinationPort == Domain)
        {
            DnsText.Write(line, datagram.Payload, (uint)Math.Min(length, room), isMulticast: false);
        }
        else if (datagram.SourcePort == MulticastDomain || datagram.DestinationPort == MulticastDomain)
        {
            DnsText.Write(line, datagram.Payload, (uint)Math.Min(length, room), isMulticast: true);
        }
        else if (length > room && !carried.Packet.IsFragment)
        {
            line.Add("UDP, bad length ").Add(length).Add(" > ").Add(room);
        }
        else
        {
            line.Add("UDP, length ").Add(length);
        }
    }
}
