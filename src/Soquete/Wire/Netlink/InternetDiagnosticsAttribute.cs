namespace Soquete.Wire.Netlink;

/// <summary>What may stand behind <c>struct inet_diag_msg</c> (INET_DIAG_*, linux/inet_diag.h).</summary>
internal static class InternetDiagnosticsAttribute
{
    public const int Info = 2;
    public const int Congestion = 4;
    public const int SocketMemory = 7;
    public const int Protocol = 10;
    public const int Ipv6Only = 11;

    /// <summary>Only with CAP_NET_ADMIN.</summary>
    public const int Mark = 15;

    /// <summary>What stands above TCP (INET_DIAG_ULP_INFO): attributes of its own.</summary>
    public const int Above = 19;

    /// <summary>The bit that asks for an attribute of the first eight.</summary>
    public static byte Asking(int attribute) => (byte)(1 << (attribute - 1));
}
