namespace Soquete.Interop;

/// <summary>The third argument of socket(2): a protocol number (IANA), or the domain's own choice.</summary>
internal static class Protocol
{
    public const int Default = 0;
    public const int Tcp = 6;
    public const int Udp = 17;
}
