namespace Soquete.Filters.Compilation;

/// <summary>Offsets in the header of IPv4 (RFC 791 section 3.1).</summary>
internal static class Ipv4Layout
{
    public const uint Fragment = 6;
    public const uint Protocol = 9;
    public const uint Source = 12;
    public const uint Destination = 16;

    /// <summary>The bits of the fragment's offset, behind the flags.</summary>
    public const uint FragmentOffsetBits = 0x1fff;
}

/// <summary>Offsets in the header of IPv6 (RFC 8200 section 3).</summary>
internal static class Ipv6Layout
{
    public const uint NextHeader = 6;
    public const uint Source = 8;
    public const uint Destination = 24;
    public const uint Length = 40;

    /// <summary>The next header of a fragment (RFC 8200 section 4.5).</summary>
    public const uint Fragment = 44;
}

/// <summary>Offsets of ARP's addresses, where they are Ethernet's and IPv4's (RFC 826).</summary>
internal static class ArpLayout
{
    public const uint Sender = 14;
    public const uint Target = 24;
}
