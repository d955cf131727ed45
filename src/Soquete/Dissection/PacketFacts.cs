using System.Buffers.Binary;
using Soquete.Dissection.Lines;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

namespace Soquete.Dissection;

/// <summary>
/// What programs want to know of a packet: between which ends it passes, and what it is. Its spans are the packet's.
/// </summary>
public readonly ref struct PacketFacts
{
    private const int PortsLength = 4;

    /// <summary>The 6 bytes of the hardware address that sent it; empty where the link has none.</summary>
    public ReadOnlySpan<byte> SourceHardware { get; private init; }

    /// <summary>The 6 bytes of the hardware address that it was sent to; empty where the link has none.</summary>
    public ReadOnlySpan<byte> DestinationHardware { get; private init; }

    /// <summary>The number of the outermost VLAN; null where there is no tag.</summary>
    public int? VlanId { get; private init; }

    /// <summary>What the link carries: <c>ip</c>, <c>ip6</c>, <c>arp</c>; null where it is not known here.</summary>
    public string? NetworkProtocol { get; private init; }

    /// <summary>The 4 or 16 bytes of the source's address; empty where there is none.</summary>
    public ReadOnlySpan<byte> Source { get; private init; }

    /// <summary>The bytes of the destination's address; empty where there is none.</summary>
    public ReadOnlySpan<byte> Destination { get; private init; }

    /// <summary>What the packet carries, such as <c>tcp</c>, or its number; null where there is no IP.</summary>
    public string? Protocol { get; private init; }

    /// <summary>The time to live or hop limit; null where there is no IP.</summary>
    public int? HopLimit { get; private init; }

    /// <summary>The source's port; null where there is none, as in later fragments.</summary>
    public int? SourcePort { get; private init; }

    /// <summary>The destination's port; null where there is none.</summary>
    public int? DestinationPort { get; private init; }

    /// <summary>TCP's flags as a line has them, such as <c>S.</c>; null for other protocols.</summary>
    public string? Flags { get; private init; }

    /// <summary>How many bytes TCP or UDP carry, or else IP; null where there is none.</summary>
    public long? PayloadLength { get; private init; }

    private byte ProtocolNumber { get; init; }

    /// <summary>Reads what there is of it. Never throws for what a packet holds.</summary>
    public static PacketFacts Read(in CapturedPacket packet)
    {
        var facts = packet.LinkType == LinkType.Ethernet && EthernetView.TryRead(packet.Data, out var frame)
            ? new PacketFacts
            {
                SourceHardware = frame.SourceBytes,
                DestinationHardware = frame.DestinationBytes,
                VlanId = FirstTag(frame.Tags),
            }
            : default;
        if (!LinkPayload.TryRead(packet.LinkType, packet.Data, out var payload))
        {
            return facts;
        }

        return payload.EtherType switch
        {
            EtherType.Ipv4 or EtherType.Ipv6 when IpView.TryRead(payload.Bytes, out var ip) => OfIp(facts, ip),
            EtherType.Arp when ArpView.TryRead(payload.Bytes, out var arp) => OfArp(facts, arp),
            _ => facts,
        };
    }

    /// <summary>The flow that it belongs to, where it is a TCP segment or a UDP datagram.</summary>
    public bool TryGetFlow(out PacketFlow flow)
    {
        var isOne = SourcePort is not null && ProtocolNumber is IpProtocol.Tcp or IpProtocol.Udp;
        flow = isOne
            ? new PacketFlow
            {
                Protocol = ProtocolNumber,
                Source = Source,
                SourcePort = (ushort)SourcePort!.Value,
                Destination = Destination,
                DestinationPort = (ushort)DestinationPort!.Value,
            }
            : default;
        return isOne;
    }

    private static int? FirstTag(VlanTags tags)
    {
        foreach (var tag in tags)
        {
            return tag.VlanId;
        }

        return null;
    }

    private static PacketFacts OfArp(PacketFacts facts, scoped in ArpView arp) => facts with
    {
        NetworkProtocol = "arp",
        Source = arp.IsIpv4OverEthernet ? arp.SenderProtocolBytes : default,
        Destination = arp.IsIpv4OverEthernet ? arp.TargetProtocolBytes : default,
    };

    private static PacketFacts OfIp(PacketFacts facts, scoped in IpView ip)
    {
        var found = facts with
        {
            NetworkProtocol = ip.Version == 4 ? "ip" : "ip6",
            Source = ip.SourceBytes,
            Destination = ip.DestinationBytes,
            ProtocolNumber = ip.Protocol,
            Protocol = IpProtocol.NameOf(ip.Protocol) ?? $"{ip.Protocol}",
            HopLimit = ip.HopLimit,
            PayloadLength = ip.PayloadLength,
        };
        var hasPorts = ip.HasHeader && ip.Payload.Length >= PortsLength
            && ip.Protocol is IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Sctp or IpProtocol.Dccp
                or IpProtocol.UdpLite;
        return hasPorts ? WithPorts(found, ip) : found;
    }

    private static PacketFacts WithPorts(PacketFacts facts, scoped in IpView ip)
    {
        var found = facts with
        {
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(ip.Payload),
            DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(ip.Payload[2..]),
        };
        if (ip.Protocol == IpProtocol.Tcp && TcpView.TryRead(ip.Payload, out var segment))
        {
            return found with
            {
                Flags = TcpText.FlagLetters(segment.Flags),
                PayloadLength = ip.PayloadLength - Math.Min(ip.PayloadLength, (uint)segment.HeaderLength),
            };
        }

        return ip.Protocol == IpProtocol.Udp && UdpView.TryRead(ip.Payload, out var datagram)
            ? found with { PayloadLength = datagram.PayloadLength }
            : found;
    }
}
