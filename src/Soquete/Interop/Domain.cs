namespace Soquete.Interop;

/// <summary>The first argument of socket(2), which is also a socket name's first field.</summary>
internal static class Domain
{
    public const int Unix = 1;
    public const int Inet = 2;
    public const int Inet6 = 10;
    public const int Netlink = 16;
    public const int Packet = 17;
    public const int Vsock = 40;
}
