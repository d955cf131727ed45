using System.Net;

namespace Soquete.Datagrams;

/// <summary>
/// A datagram that did not arrive, as an ICMP error told later (RFC 792, RFC 4443; IP_RECVERR, ip(7)).
/// </summary>
/// <param name="Peer">Whom it was sent to.</param>
/// <param name="Kind">What kind of failure it was: a closed port is <see cref="FailureKind.Refused"/>.</param>
/// <param name="ErrorName">Its name, such as ECONNREFUSED, EHOSTUNREACH or EMSGSIZE.</param>
/// <param name="Offender">The machine that said so; null for this machine's own kernel.</param>
/// <param name="PathMtu">
/// The longest packet that fits the path, in bytes with its headers; null for other errors.
/// </param>
public sealed record UndeliverableDatagram(
    DatagramPeer Peer, FailureKind Kind, string ErrorName, IPAddress? Offender, int? PathMtu);
