using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>The ports that belong to the system (RFC 6335 §6).</summary>
internal static class SystemPorts
{
    public const int Last = 1023;

    public static string? RemedyFor(Errno error, long port) => error == Errno.EACCES && port is > 0 and <= Last
        ? $"ports 1 to {Last} belong to the system: run as root, or give the program CAP_NET_BIND_SERVICE "
            + "(setcap cap_net_bind_service=+ep PROGRAM)"
        : null;
}
