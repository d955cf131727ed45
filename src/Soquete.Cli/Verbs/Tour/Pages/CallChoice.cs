using Soquete.Diagnostics;

namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>Which calls a reader can do without: they do nothing that the other calls do not show.</summary>
internal static class CallChoice
{
    /// <summary>What every datagram socket is told about what it wants to be told.</summary>
    private static readonly string[] Settings =
    [
        "IP_PKTINFO", "IP_RECVTOS", "IP_RECVTTL", "IP_RECVERR", "IP_MULTICAST_ALL", "IPV6_RECVPKTINFO",
        "IPV6_RECVTCLASS", "IPV6_RECVHOPLIMIT", "IPV6_RECVERR", "IPV6_MULTICAST_ALL",
    ];

    /// <summary>
    /// Whether it only asks, looks for a message that is not there yet, or is the same for every socket of its kind.
    /// </summary>
    public static bool IsRoutine(SocketCall call) => (call.Name, call.ErrorName) switch
    {
        ("getsockname" or "getpeername" or "getsockopt", null) => true,
        ("recvmsg" or "recvmmsg", "EAGAIN") => true,
        ("setsockopt", null) => Settings.Any(name => call.Arguments.Contains($", {name}, ", StringComparison.Ordinal)),
        _ => false,
    };
}
