using System.Net;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>
/// One error of a socket's queue, as the kernel has it: <c>struct sock_extended_err</c> and what comes with it (ip(7),
/// linux/errqueue.h).
/// </summary>
internal readonly record struct QueuedError
{
    private const byte OriginLocal = 1;

    /// <summary>What calls fail with.</summary>
    public required Errno Error { get; init; }

    /// <summary>Where it comes from: 1 is this machine's own kernel, 2 ICMP, 3 ICMPv6.</summary>
    public required byte Origin { get; init; }

    /// <summary>The ICMP message's type.</summary>
    public required byte Type { get; init; }

    /// <summary>The ICMP message's code.</summary>
    public required byte Code { get; init; }

    /// <summary>The MTU where something was too long; 0 where it is not known.</summary>
    public required uint Info { get; init; }

    /// <summary>Whom what met the error was sent to.</summary>
    public required SocketName Peer { get; init; }

    /// <summary>Who sent the ICMP message; null for this machine's own kernel.</summary>
    public required IPAddress? Offender { get; init; }

    /// <summary>
    /// How many bytes are there of what the message quotes behind the headers that the kernel took off, and of the
    /// extension behind that.
    /// </summary>
    public required int Count { get; init; }

    /// <summary>
    /// Where among those the extension begins (IP_RECVERR_RFC4884); 0 where the message states no length.
    /// </summary>
    public required int ExtensionOffset { get; init; }

    /// <summary>What the kernel knows of the ICMP message: when it came, and what was left of its TTL.</summary>
    public required DatagramFacts Facts { get; init; }

    public bool IsLocal => Origin <= OriginLocal;
}
