using Soquete.Filters.Syntax;
using Soquete.Wire;

namespace Soquete.Filters.Compilation;

/// <summary>What a packet begins with, and how one finds there what it carries.</summary>
/// <param name="tests">Makes its tests.</param>
/// <param name="payload">Where the network layer's header begins, before any VLAN tag.</param>
internal abstract class LinkLayer(TestMaker tests, uint payload)
{
    /// <summary>PACKET_OUTGOING of packet(7).</summary>
    protected const uint PacketOutgoing = 4;

    /// <summary>The organisation of AppleTalk in a SNAP header; AppleTalk's ARP has none.</summary>
    protected const uint Apple = 0x080007;

    public uint Payload { get; } = payload;

    /// <summary>Whether there are Ethernet addresses and VLAN tags.</summary>
    public virtual bool IsEthernet => false;

    /// <summary>How messages name it.</summary>
    public abstract string Name { get; }

    protected TestMaker Tests { get; } = tests;

    protected ValueTable Values => Tests.Values;

    /// <exception cref="ArgumentOutOfRangeException">It is none that filters are compiled for.</exception>
    public static LinkLayer For(LinkType type, TestMaker tests) => type switch
    {
        LinkType.Ethernet => new EthernetLink(tests),
        LinkType.LinuxSll => new CookedLink(tests),
        LinkType.LinuxSll2 => new SecondCookedLink(tests),
        LinkType.Null => new LoopbackLink(tests),
        LinkType.Raw => new BareLink(tests, "raw IP", hasIpv4: true, hasIpv6: true),
        LinkType.Ipv4 => new BareLink(tests, "raw IPv4", hasIpv4: true, hasIpv6: false),
        LinkType.Ipv6 => new BareLink(tests, "raw IPv6", hasIpv4: false, hasIpv6: true),
        _ => throw new ArgumentOutOfRangeException(
            nameof(type), type, "Filters are not compiled for this type of link."),
    };

    /// <summary>Whether it carries a protocol, by its EtherType or up to 1500 its LLC service access point.</summary>
    /// <param name="protocol">The number.</param>
    /// <param name="shift">The length of the VLAN tags before the number.</param>
    public abstract Condition Carries(uint protocol, uint shift);

    /// <summary>Whether this machine sent it. The kernel tells, where the link's header does not.</summary>
    public virtual Condition IsOutgoing() => Tests.Equal(Values.Half(Programs.Ancillary.PacketType), PacketOutgoing);

    /// <summary>Whether it came or went through an interface.</summary>
    public virtual Condition IsOnInterface(uint index) =>
        Tests.Equal(Values.Word(Programs.Ancillary.InterfaceIndex), index);

    /// <summary>AA AA 03, an organisation and an EtherType: the SNAP header of IEEE 802.</summary>
    protected Condition IsSnap(uint organisation, uint etherType, uint shift)
    {
        const uint UnnumberedInformation = 0x03;
        var first = (EtherNumber.SapSnap << 24) | (EtherNumber.SapSnap << 16) | (UnnumberedInformation << 8)
            | (organisation >> 16);
        return Tests.Equal(Values.Word(Payload + shift + 4), ((organisation & 0xffff) << 16) | etherType)
            .And(Tests.Equal(Values.Word(Payload + shift), first));
    }
}
