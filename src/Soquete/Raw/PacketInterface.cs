using Soquete.Wire;

namespace Soquete.Raw;

/// <summary>What an interface puts before a packet, as far as it is known here.</summary>
internal static class PacketInterface
{
    // linux/if_arp.h: ARPHRD_ and the rest of each name.
    private const ushort Ethernet = 1;
    private const ushort RawIp = 519;
    private const ushort Tunnel = 768;
    private const ushort Tunnel6 = 769;
    private const ushort Loopback = 772;
    private const ushort SimpleTransition = 776;
    private const ushort None = 0xFFFE;

    /// <summary>What a bound socket has for its interface's number once that is gone.</summary>
    public const int GoneIndex = -1;

    /// <summary>
    /// What frames of this kind of hardware begin with; null where that is no link type of these, so that they are
    /// cooked. The loopback's begin with an Ethernet header of zeros.
    /// </summary>
    public static LinkType? LinkTypeOf(ushort hardwareType) => hardwareType switch
    {
        Ethernet or Loopback => LinkType.Ethernet,
        None or RawIp or Tunnel or Tunnel6 or SimpleTransition => LinkType.Raw,
        _ => null,
    };
}
