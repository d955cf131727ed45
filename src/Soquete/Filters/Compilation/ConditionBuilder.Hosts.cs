using System.Net.Sockets;
using Soquete.Filters.Syntax;

namespace Soquete.Filters.Compilation;

/// <content>Hosts, networks and ports.</content>
internal sealed partial class ConditionBuilder
{
    private const uint DestinationPort = 2;

    /// <summary>Both ends, of which one or both are asked for.</summary>
    private static Condition Ends(Direction direction, Condition source, Condition destination) => direction switch
    {
        Direction.Source => source,
        Direction.Destination => destination,
        Direction.SourceAndDestination => source.And(destination),
        _ => source.Or(destination),
    };

    /// <summary>Without a protocol, an IPv4 address is looked for in ARP and RARP as well.</summary>
    private Condition Host(ProtocolWord? protocol, Direction direction, AddressRange range)
    {
        if (range.IsIpv6)
        {
            return Network(ProtocolWord.Ip6).And(Ends(
                direction, Ipv6Address(Ipv6Layout.Source, range), Ipv6Address(Ipv6Layout.Destination, range)));
        }

        return protocol is not null ? HostOf(protocol, direction, range) : Condition.Any(
            HostOf(ProtocolWord.Ip, direction, range),
            HostOf(ProtocolWord.Arp, direction, range),
            HostOf(ProtocolWord.Rarp, direction, range));
    }

    private Condition HostOf(ProtocolWord protocol, Direction direction, AddressRange range)
    {
        var (source, destination) = protocol == ProtocolWord.Ip
            ? (Ipv4Layout.Source, Ipv4Layout.Destination)
            : (ArpLayout.Sender, ArpLayout.Target);
        return Network(protocol).And(Ends(direction, Ipv4Address(source, range), Ipv4Address(destination, range)));
    }

    private Condition Ipv4Address(uint offset, AddressRange range) =>
        _tests.Equal(Values.Word(Payload + offset), (uint)range.Address, (uint)range.Mask);

    private Condition Ipv6Address(uint offset, AddressRange range)
    {
        var all = Condition.Always;
        for (var word = 3; word >= 0; word--)
        {
            var shift = 32 * (3 - word);
            all = _tests.Equal(
                Values.Word(Payload + offset + (4 * (uint)word)),
                (uint)(range.Address >> shift),
                (uint)(range.Mask >> shift)).And(all);
        }

        return all;
    }

    private Condition NamedHost(NamedHostTest host)
    {
        var family = host.Protocol is null ? AddressFamily.Unspecified
            : host.Protocol == ProtocolWord.Ip6 ? AddressFamily.InterNetworkV6
            : AddressFamily.InterNetwork;
        Condition[] any =
        [
            .. from address in _addresses[host.Name]
               where family == AddressFamily.Unspecified || address.AddressFamily == family
               select Host(host.Protocol, host.Direction, AddressRange.Of(address)),
        ];
        return any.Length > 0 ? Condition.Any(any) : throw new PacketFilterException(
            _expression, host.Column, $"'{host.Name}' has no address that '{host.Protocol?.Name}' could have");
    }

    private Condition EthernetHost(EthernetHostTest host)
    {
        const uint Source = 6;
        const uint Destination = 0;
        RequireEthernet(host, "Ethernet address");
        return Ends(host.Direction, EthernetAddress(Source, host.Address), EthernetAddress(Destination, host.Address));
    }

    private Condition EthernetAddress(uint offset, ulong address) =>
        _tests.Equal(Values.Word(offset + 2), (uint)address)
            .And(_tests.Equal(Values.Half(offset), (uint)(address >> 32)));

    /// <summary>
    /// Ports, in first fragments alone. Behind IPv6, as in libpcap, no extension header may stand before them.
    /// </summary>
    /// <remarks>
    /// The ports are asked for behind each protocol by itself: so it stays known which one it was, and what turns out
    /// to be the same becomes the same in the end.
    /// </remarks>
    private Condition Ports(PortTest test)
    {
        uint[] protocols = test.Protocol is { } one
            ? [one]
            : [ProtocolWord.Sctp.Number, ProtocolWord.Tcp.Number, ProtocolWord.Udp.Number];
        var overIpv6 = PortsIn(test, offset => Values.Half(Payload + Ipv6Layout.Length + offset));
        var overIpv4 = IsFirstFragment().And(PortsIn(
            test, offset => Values.BytesAt(Values.HeaderLength(Payload), Payload + offset, sizeof(ushort))));
        var next = Values.Byte(Payload + Ipv6Layout.NextHeader);
        return Network(ProtocolWord.Ip6)
            .And(Condition.Any([.. protocols.Select(protocol => _tests.Equal(next, protocol).And(overIpv6))]))
            .Or(Network(ProtocolWord.Ip)
                .And(Condition.Any([.. protocols.Select(protocol => IsIpv4(protocol).And(overIpv4))])));
    }

    private Condition IsFirstFragment() =>
        _tests.AnySet(Values.Half(Payload + Ipv4Layout.Fragment), Ipv4Layout.FragmentOffsetBits).Not();

    private Condition PortsIn(PortTest test, Func<uint, Value> portAt) => Ends(
        test.Direction,
        _tests.Between(portAt(0), test.First, test.Last),
        _tests.Between(portAt(DestinationPort), test.First, test.Last));
}
