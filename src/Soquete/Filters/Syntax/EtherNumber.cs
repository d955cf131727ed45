namespace Soquete.Filters.Syntax;

/// <summary>
/// What follows a link's header: EtherTypes (IANA's registry of IEEE 802 numbers), and below 1501 the service access
/// points of IEEE 802.2.
/// </summary>
internal static class EtherNumber
{
    /// <summary>Up to here the field is a length, and an LLC header follows.</summary>
    public const uint LongestFrame = 1500;

    public const uint Ipv4 = 0x0800;
    public const uint Arp = 0x0806;
    public const uint ReverseArp = 0x8035;
    public const uint Ipv6 = 0x86dd;
    public const uint Vlan = 0x8100;
    public const uint ServiceVlan = 0x88a8;
    public const uint OldServiceVlan = 0x9100;
    public const uint MopDump = 0x6001;
    public const uint MopConsole = 0x6002;
    public const uint Decnet = 0x6003;
    public const uint Lat = 0x6004;
    public const uint Sca = 0x6007;
    public const uint AppleTalk = 0x809b;
    public const uint AppleTalkArp = 0x80f3;
    public const uint Ipx = 0x8137;
    public const uint Loopback = 0x9000;

    public const uint SapIp = 0x06;
    public const uint SapSpanningTree = 0x42;
    public const uint SapSnap = 0xaa;
    public const uint SapIpx = 0xe0;
    public const uint SapNetbeui = 0xf0;
    public const uint SapIso = 0xfe;
}
