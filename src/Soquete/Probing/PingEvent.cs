using System.Net;

namespace Soquete.Probing;

/// <summary>Something that happened to a request.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Sequence">Which request, counted from 1. On the wire 16 bits of it are left.</param>
public sealed record PingEvent(PingEventKind Kind, long Sequence)
{
    /// <summary>
    /// Who answered, or told of an error; null for this machine's own kernel, and where nobody did.
    /// </summary>
    public IPAddress? Source { get; init; }

    /// <summary>
    /// From the send to the kernel's receipt of the answer (SO_TIMESTAMPNS), or to what a TCP or UDP port did as this
    /// process saw it; null where nothing was answered.
    /// </summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>How many bytes the ICMP message or the datagram had; 0 where there is none.</summary>
    public int Length { get; init; }

    /// <summary>What was left of the answer's TTL or hop limit; null where the kernel did not tell.</summary>
    public int? TimeToLive { get; init; }

    /// <summary>Whether a later request was answered before.</summary>
    public bool IsReordered { get; init; }

    /// <summary>Whether the answer is right as far as it goes, but shorter than the request.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>
    /// Of a corrupted answer, the first byte that differs from what was sent, counted in what the request carried; null
    /// where only the checksum is wrong.
    /// </summary>
    public int? DamagedAt { get; init; }

    /// <summary>What went wrong; null for other kinds than errors and redirects.</summary>
    public PingError? Error { get; init; }
}

/// <summary>Why a request did not arrive.</summary>
/// <param name="Name">errno's name for it: EHOSTUNREACH, EMSGSIZE, EACCES and so on.</param>
/// <param name="Description">It in few words, such as <c>host unreachable</c>.</param>
public sealed record PingError(string Name, string Description)
{
    /// <summary>
    /// The ICMP message's type (RFC 792, RFC 4443); null where this machine's kernel said so by itself.
    /// </summary>
    public int? Type { get; init; }

    /// <summary>The ICMP message's code; null as <see cref="Type"/> is.</summary>
    public int? Code { get; init; }

    /// <summary>
    /// The longest packet that passes, in bytes with its headers; null where that is not what is wrong.
    /// </summary>
    public int? PathMtu { get; init; }

    /// <summary>The nearer router of a redirect; null for others.</summary>
    public IPAddress? Gateway { get; init; }
}
