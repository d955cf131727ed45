using System.Globalization;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire;

/// <summary>What views see in a packet, in the words and the order in which tshark is asked for its fields.</summary>
internal static class TsharkLine
{
    private static readonly string[] Ip4Names =
    [
        "ip.hdr_len", "ip.dsfield", "ip.len", "ip.id", "ip.flags", "ip.frag_offset", "ip.ttl", "ip.proto",
        "ip.checksum", "ip.src", "ip.dst",
    ];

    private static readonly string[] Ip6Names =
    [
        "ipv6.tclass", "ipv6.flow", "ipv6.plen", "ipv6.nxt", "ipv6.hlim", "ipv6.src", "ipv6.dst",
        "ipv6.fraghdr.offset", "ipv6.fraghdr.ident", "ipv6.routing.type", "ipv6.opt.router_alert",
    ];

    private static readonly string[] TcpNames =
    [
        "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw", "tcp.hdr_len", "tcp.flags",
        "tcp.window_size_value", "tcp.checksum", "tcp.urgent_pointer", "tcp.len", "tcp.options.mss_val",
        "tcp.options.wscale.shift", "tcp.options.timestamp.tsval", "tcp.options.timestamp.tsecr",
        "tcp.options.tfo.cookie",
    ];

    private static readonly string[] UdpNames = ["udp.srcport", "udp.dstport", "udp.length", "udp.checksum"];

    /// <summary>What tshark is to print.</summary>
    public static IEnumerable<string> Fields => [.. Ip4Names, .. Ip6Names, .. TcpNames, .. UdpNames];

    /// <summary>The line of an IP packet, a field of which tshark has none being empty.</summary>
    public static string Of(ushort etherType, ReadOnlySpan<byte> bytes)
    {
        var cells = new Dictionary<string, string>();
        if (etherType == EtherType.Ipv4 && Ipv4View.TryRead(bytes, out var packet4))
        {
            Put(cells, Ip4Names, Ipv4(packet4));
        }
        else if (etherType == EtherType.Ipv6 && Ipv6View.TryRead(bytes, out var packet6))
        {
            Put(cells, Ip6Names, Ipv6(packet6));
        }

        if (IpView.TryRead(bytes, out var packet) && packet.HasHeader)
        {
            if (packet.Protocol == IpProtocol.Tcp && TcpView.TryRead(packet.Payload, out var segment))
            {
                Put(cells, TcpNames, Tcp(segment));
            }

            if (packet.Protocol == IpProtocol.Udp && UdpView.TryRead(packet.Payload, out var datagram))
            {
                Put(cells, UdpNames, [$"{datagram.SourcePort}", $"{datagram.DestinationPort}", $"{datagram.Length}",
                    Hex(datagram.Checksum)]);
            }
        }

        return string.Join('\t', Fields.Select(name => cells.GetValueOrDefault(name, "")));
    }

    private static string[] Ipv4(Ipv4View packet)
    {
        var flags = (packet.IsReservedSet ? 4 : 0) | (packet.DontFragment ? 2 : 0) | (packet.MoreFragments ? 1 : 0);
        return
        [
            $"{packet.HeaderLength}", $"0x{packet.TypeOfService:x2}", $"{packet.TotalLength}",
            Hex(packet.Identification), $"0x{flags:x2}", $"{packet.FragmentOffset / 8}", $"{packet.TimeToLive}",
            $"{packet.Protocol}", Hex(packet.Checksum), $"{packet.Source}", $"{packet.Destination}",
        ];
    }

    private static string[] Ipv6(Ipv6View packet)
    {
        var (offset, identification, route, alert) = ("", "", "", "");
        foreach (var extension in packet.Extensions)
        {
            if (extension.TryGetFragment(out var fragment))
            {
                (offset, identification) = ($"{fragment.FragmentOffset / 8}", $"0x{fragment.Identification:x8}");
            }

            route = extension.TryGetRouting(out var routing) ? $"{routing.RoutingType}" : route;
            foreach (var option in extension.Options)
            {
                alert = option.TryGetRouterAlert(out var value) ? $"{value}" : alert;
            }
        }

        return
        [
            $"0x{packet.TrafficClass:x8}", $"0x{packet.FlowLabel:x6}", $"{packet.PayloadLength}",
            $"{packet.NextHeader}", $"{packet.HopLimit}", $"{packet.Source}", $"{packet.Destination}",
            offset, identification, route, alert,
        ];
    }

    private static string[] Tcp(TcpView segment)
    {
        var (size, scale, value, echo, cookie) = ("", "", "", "", "");
        foreach (var option in segment.Options)
        {
            size = option.TryGetMaximumSegmentSize(out var bytes) ? $"{bytes}" : size;
            scale = option.TryGetWindowScale(out var shift) ? $"{shift}" : scale;
            if (option.TryGetTimestamps(out var own, out var peers))
            {
                (value, echo) = ($"{own}", $"{peers}");
            }

            cookie = option.TryGetFastOpenCookie(out var found) ? Convert.ToHexStringLower(found) : cookie;
        }

        return
        [
            $"{segment.SourcePort}", $"{segment.DestinationPort}", $"{segment.SequenceNumber}",
            $"{segment.AcknowledgmentNumber}", $"{segment.HeaderLength}", Hex((ushort)segment.Flags),
            $"{segment.Window}", Hex(segment.Checksum), $"{segment.UrgentPointer}", $"{segment.Payload.Length}",
            size, scale, value, echo, cookie,
        ];
    }

    private static string Hex(ushort value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x4}");

    private static void Put(Dictionary<string, string> cells, string[] names, string[] values)
    {
        foreach (var (name, value) in names.Zip(values))
        {
            cells[name] = value;
        }
    }
}
