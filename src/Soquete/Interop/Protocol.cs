namespace Soquete.Interop;

/// <summary>The third argument of socket(2): a protocol number (IANA), or the domain's own choice.</summary>
internal static class Protocol
{
    public const int Default = 0;
    public const int Icmp = 1;
    public const int Tcp = 6;
    public const int Udp = 17;
    public const int Icmpv6 = 58;

    /// <summary>IPPROTO_RAW: to send with headers; nothing is received (raw(7)).</summary>
    public const int Raw = 255;
}
