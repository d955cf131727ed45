using System.Net;
using Soquete.Filters.Programs;
using Soquete.Filters.Syntax;

namespace Soquete.Filters.Compilation;

/// <summary>Makes of an expression what it asks of packets that come over one type of link.</summary>
/// <remarks>
/// As in libpcap, a VLAN tag that is looked for shifts everything that stands to the right of it in the expression,
/// whatever joins them. So nodes are visited from left to right, once.
/// </remarks>
internal sealed partial class ConditionBuilder
{
    private const uint TagLength = 4;
    private const uint IdentifierBits = 0x0fff;

    private readonly string _expression;
    private readonly IReadOnlyDictionary<string, IPAddress[]> _addresses;
    private readonly TestMaker _tests;
    private readonly LinkLayer _link;
    private bool _hasOuterTag;
    private uint _shift;

    /// <summary>A builder for one walk over an expression.</summary>
    /// <param name="expression">The text, for what is found wrong.</param>
    /// <param name="addresses">Those of the names that stand in it.</param>
    /// <param name="link">What packets begin with.</param>
    /// <param name="tests">Makes the tests.</param>
    /// <param name="hasOuterTag">
    /// Whether the packets had a VLAN tag that the kernel took out: the first one that is looked for is that one.
    /// </param>
    public ConditionBuilder(
        string expression,
        IReadOnlyDictionary<string, IPAddress[]> addresses,
        LinkLayer link,
        TestMaker tests,
        bool hasOuterTag)
    {
        (_expression, _addresses, _link, _tests, _hasOuterTag) = (expression, addresses, link, tests, hasOuterTag);
    }

    /// <summary>Whether a VLAN tag was looked for.</summary>
    public bool HasVlan { get; private set; }

    private ValueTable Values => _tests.Values;

    /// <summary>Where the network layer's header begins.</summary>
    private uint Payload => _link.Payload + _shift;

    /// <exception cref="PacketFilterException">The link has not what is asked for.</exception>
    public Condition Build(FilterNode node) => node switch
    {
        EveryPacket => Condition.Always,
        Negation negation => Build(negation.Operand).Not(),
        Chain chain => Join(chain),
        HostTest host => Host(host.Protocol, host.Direction, host.Range),
        NamedHostTest host => NamedHost(host),
        EthernetHostTest host => EthernetHost(host),
        PortTest port => Ports(port),
        ProtocolTest protocol => Carries(protocol.Protocol),
        BroadcastTest broadcast => Broadcast(broadcast),
        MulticastTest multicast => Multicast(multicast),
        VlanTest vlan => Vlan(vlan),
        DirectionTest direction => direction.IsOutbound ? _link.IsOutgoing() : _link.IsOutgoing().Not(),
        InterfaceTest by => _link.IsOnInterface(by.Index),
        Relation relation => Compare(relation),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private Condition Join(Chain chain)
    {
        var joined = Build(chain.Links[0].Node);
        foreach (var (isAnd, node) in chain.Links.Skip(1))
        {
            var next = Build(node);
            joined = isAnd ? joined.And(next) : joined.Or(next);
        }

        return joined;
    }

    private Condition Network(uint protocol) => _link.Carries(protocol, _shift);

    private Condition Network(ProtocolWord word) => Network(word.Number);

    /// <summary>Whether a protocol is there; behind IPv6 also behind a fragment header, as in libpcap.</summary>
    private Condition Carries(ProtocolWord protocol)
    {
        if (protocol.Layer == ProtocolLayer.Network)
        {
            return Network(protocol);
        }

        var overIpv4 = protocol.OverIpv4 ? Network(ProtocolWord.Ip).And(IsIpv4(protocol.Number)) : Condition.Never;
        return protocol.OverIpv6 ? overIpv4.Or(Network(ProtocolWord.Ip6).And(IsIpv6(protocol.Number))) : overIpv4;
    }

    private Condition IsIpv4(uint protocol) =>
        _tests.Equal(Values.Byte(Payload + Ipv4Layout.Protocol), protocol);

    private Condition IsIpv6(uint protocol)
    {
        var next = Values.Byte(Payload + Ipv6Layout.NextHeader);
        var afterFragment = Values.Byte(Payload + Ipv6Layout.Length);
        return _tests.Equal(next, protocol).Or(
            _tests.Equal(next, Ipv6Layout.Fragment).And(_tests.Equal(afterFragment, protocol)));
    }

    private Condition Broadcast(BroadcastTest test)
    {
        if (!test.IsIp)
        {
            RequireEthernet(test, "broadcast");
            return EthernetAddress(0, 0xffff_ffff_ffff);
        }

        // Which bits are the host's is not known, so all are, as tcpdump has it for a file.
        var destination = Values.Word(Payload + Ipv4Layout.Destination);
        return Network(ProtocolWord.Ip)
            .And(_tests.Equal(destination, 0).Or(_tests.Equal(destination, uint.MaxValue)));
    }

    private Condition Multicast(MulticastTest test)
    {
        const uint FirstClassD = 224;
        const uint Ipv6Multicast = 0xff;
        if (test.Protocol is null)
        {
            RequireEthernet(test, "multicast");
            return _tests.AnySet(Values.Byte(0), 1);
        }

        return test.Protocol == ProtocolWord.Ip
            ? Network(ProtocolWord.Ip).And(_tests.Compare(
                Values.Byte(Payload + Ipv4Layout.Destination),
                BpfCode.JumpGreaterOrEqual,
                Values.Constant(FirstClassD)))
            : Network(ProtocolWord.Ip6)
                .And(_tests.Equal(Values.Byte(Payload + Ipv6Layout.Destination), Ipv6Multicast));
    }

    /// <summary>A tag of 802.1Q or 802.1ad. What the kernel took out of a frame is no longer in it.</summary>
    private Condition Vlan(VlanTest test)
    {
        RequireEthernet(test, "VLAN");
        HasVlan = true;
        if (_hasOuterTag)
        {
            _hasOuterTag = false;
            return test.Identifier is { } outer
                ? _tests.Equal(Values.Half(Programs.Ancillary.VlanTag), outer, IdentifierBits)
                : Condition.Always;
        }

        var isTagged = Condition.Any(
            Network(EtherNumber.OldServiceVlan), Network(EtherNumber.Vlan), Network(EtherNumber.ServiceVlan));
        var vlan = test.Identifier is { } identifier
            ? isTagged.And(_tests.Equal(Values.Half(Payload), identifier, IdentifierBits))
            : isTagged;
        _shift += TagLength;
        return vlan;
    }

    private void RequireEthernet(FilterNode node, string what) =>
        _ = _link.IsEthernet
            ? 0
            : throw new PacketFilterException(_expression, node.Column, $"{_link.Name} has no {what}");
}
