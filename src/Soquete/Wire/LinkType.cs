namespace Soquete.Wire;

/// <summary>
/// What a captured packet begins with: the LINKTYPE_ numbers of tcpdump.org, which pcap and pcapng files carry.
/// </summary>
public enum LinkType : ushort
{
    /// <summary>
    /// LINKTYPE_NULL: an address family in four bytes, in the byte order of the machine that captured, then the packet.
    /// </summary>
    Null = 0,

    /// <summary>
    /// LINKTYPE_ETHERNET: an Ethernet frame, from the destination address, without its check sequence.
    /// </summary>
    Ethernet = 1,

    /// <summary>LINKTYPE_RAW: an IPv4 or IPv6 packet; its first four bits say which.</summary>
    Raw = 101,

    /// <summary>LINKTYPE_LINUX_SLL: the header of 16 bytes that a cooked Linux capture has (packet(7)).</summary>
    LinuxSll = 113,

    /// <summary>LINKTYPE_IPV4: an IPv4 packet.</summary>
    Ipv4 = 228,

    /// <summary>LINKTYPE_IPV6: an IPv6 packet.</summary>
    Ipv6 = 229,

    /// <summary>LINKTYPE_LINUX_SLL2: the header of 20 bytes, with the interface, of a cooked Linux capture.</summary>
    LinuxSll2 = 276,
}
