namespace Soquete.Filters;

/// <summary>
/// What the kernel knows of a packet beside its bytes, for programs that ask for it (the <c>SKF_AD_</c> loads of
/// linux/filter.h). The default is a packet to this machine of which nothing else is known.
/// </summary>
public readonly record struct BpfPacketFacts
{
    /// <summary>
    /// The packet's type, as packet(7) numbers them: 0 to this machine, 1 broadcast, 2 multicast, 3 to another machine,
    /// 4 sent by this one.
    /// </summary>
    public byte PacketType { get; init; }

    /// <summary>The EtherType of what follows the link's header, in host order.</summary>
    public ushort Protocol { get; init; }

    /// <summary>The interface's number; 0 where it is not known.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>
    /// The VLAN tag (priority, DEI and identifier) that the kernel or the card took out of the frame; null where there
    /// was none.
    /// </summary>
    public ushort? VlanTag { get; init; }

    /// <summary>The EtherType of that tag: 0x8100, 0x88a8.</summary>
    public ushort VlanProtocol { get; init; }
}
