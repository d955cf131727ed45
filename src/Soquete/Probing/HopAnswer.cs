using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>An answer to one probe.</summary>
/// <param name="Address">Who sent it.</param>
/// <param name="RoundTrip">From the send to the kernel's receipt.</param>
/// <param name="Verdict">What it says of the path.</param>
public sealed record HopAnswer(IPAddress Address, TimeSpan RoundTrip, HopVerdict Verdict)
{
    /// <summary>Its name (PTR); null where it has none, or it was not looked up in time.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The ICMP message's type; null where the destination answered in its own protocol: a datagram, or a segment.
    /// </summary>
    public byte? IcmpType { get; init; }

    /// <summary>The ICMP message's code; null as the type.</summary>
    public byte? IcmpCode { get; init; }

    /// <summary>
    /// What traceroute writes behind the time where something is wrong: <c>!H</c> host, <c>!N</c> network, <c>!P</c>
    /// protocol, <c>!p</c> a port that is not the destination's, <c>!X</c> forbidden, <c>!F-1400</c> too long for an
    /// MTU of 1,400, <c>!S</c> source route or scope, and <c>!&lt;10&gt;</c> for other codes; null where nothing is.
    /// </summary>
    public string? Annotation { get; init; }

    /// <summary>
    /// The MPLS labels that the probe had when it came to the responder, from the top of the stack (RFC 4950); none
    /// where nothing is said.
    /// </summary>
    public ValueList<MplsLabel> Labels { get; init; }

    /// <summary>What was left of the answer's own TTL or hop limit; null where it is not known.</summary>
    public int? TimeToLive { get; init; }
}
