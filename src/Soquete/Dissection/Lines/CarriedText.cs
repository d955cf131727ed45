using System.Buffers.Binary;
using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>What an IP packet carries, by its protocol.</summary>
internal static class CarriedText
{
    private const int EspLength = 8;
    private const byte IpComp = 108;

    public static void Write(LineContext context, in Carried carried)
    {
        switch (carried.Protocol)
        {
            case IpProtocol.Tcp:
                TcpText.Write(context, carried);
                return;
            case IpProtocol.Udp:
                UdpText.Write(context, carried);
                return;
            case IpProtocol.Sctp or IpProtocol.Dccp or IpProtocol.UdpLite when carried.Bytes.Length >= 4:
                WritePorts(context, carried);
                return;
        }

        if (!carried.AreHostsTold)
        {
            context.AddHosts(carried.Packet.SourceBytes, carried.Packet.DestinationBytes);
        }

        WriteWithoutPorts(context, carried);
    }

    public static void WriteAuthentication(LineBuffer line, in IpAuthenticationView header) => line
        .Add("AH(spi=0x").AddHex(header.SecurityParametersIndex, 8).Add(",seq=0x").AddHex(header.SequenceNumber)
        .Add(",icv=0x").AddHex(header.IntegrityCheckValue).Add("): ");

    private static void WriteWithoutPorts(LineContext context, in Carried carried)
    {
        var line = context.Line;
        switch (carried.Protocol)
        {
            case IpProtocol.Icmp when carried.Packet.Version == 4:
                IcmpText.Write(context, carried);
                break;
            case IpProtocol.Icmpv6 when carried.Packet.Version == 6:
                Icmpv6Text.Write(context, carried);
                break;
            case IpProtocol.Igmp when carried.Packet.Version == 4:
                GroupText.WriteIgmp(context, carried);
                break;
            case IpProtocol.Ipv4:
                Inside(context, carried, Ipv4Text.Write);
                break;
            case IpProtocol.Ipv6:
                Inside(context, carried, Ipv6Text.Write);
                break;
            case IpProtocol.Gre:
                GreText.Write(context, carried);
                break;
            case IpProtocol.Authentication when IpAuthenticationView.TryRead(carried.Bytes, out var header):
                WriteBehind(context, carried, header);
                break;
            case IpProtocol.Esp when carried.Bytes.Length >= EspLength:
                line.Add("ESP(spi=0x").AddHex(BinaryPrimitives.ReadUInt32BigEndian(carried.Bytes), 8)
                    .Add(",seq=0x").AddHex(BinaryPrimitives.ReadUInt32BigEndian(carried.Bytes[4..]))
                    .Add("), length ").Add(carried.Length);
                break;
            case IpProtocol.Esp or IpProtocol.Authentication or IpComp:
                line.AddCut(IpProtocol.NameOf(carried.Protocol) ?? "ipcomp");
                break;
            case IpProtocol.NoNextHeader when carried.Packet.Version == 6:
                line.Add("no next header");
                break;
            default:
                line.Add(" ip-proto-").Add(carried.Protocol).Add(' ').Add(carried.Length);
                break;
        }
    }

    /// <summary>A packet within the packet, unless there are too many already.</summary>
    public static void Inside(LineContext context, in Carried carried, PacketWriter write) =>
        Inside(context, carried.Bytes, carried.Length, write);

    /// <inheritdoc cref="Inside(LineContext, in Carried, PacketWriter)"/>
    public static void Inside(LineContext context, ReadOnlySpan<byte> bytes, uint length, PacketWriter write)
    {
        if (context.Depth == LineContext.MaxDepth)
        {
            context.Line.Add("[too many packets within packets]");
            return;
        }

        context.Depth++;
        write(context, bytes, (int)Math.Min(length, int.MaxValue));
        context.Depth--;
    }

    /// <summary>
    /// What follows an authentication header. Each header takes bytes, and there is a limit as to packets.
    /// </summary>
    private static void WriteBehind(LineContext context, in Carried carried, in IpAuthenticationView header)
    {
        WriteAuthentication(context.Line, header);
        if (context.Depth == LineContext.MaxDepth)
        {
            return;
        }

        context.Depth++;
        Write(context, carried with
        {
            Protocol = header.NextHeader,
            Bytes = carried.Bytes[header.Length..],
            Length = carried.Length - (uint)Math.Min(header.Length, carried.Length),
            AreHostsTold = true,
        });
        context.Depth--;
    }

    private static void WritePorts(LineContext context, in Carried carried)
    {
        carried.AddEnds(
            context,
            BinaryPrimitives.ReadUInt16BigEndian(carried.Bytes),
            BinaryPrimitives.ReadUInt16BigEndian(carried.Bytes[2..]));
        context.Line.Add(IpProtocol.NameOf(carried.Protocol)!).Add(", length ").Add(carried.Length);
    }
}

/// <summary>Writes a packet that lies within another.</summary>
internal delegate void PacketWriter(LineContext context, ReadOnlySpan<byte> bytes, int length);
