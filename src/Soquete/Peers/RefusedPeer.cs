using Soquete.Addresses;

namespace Soquete.Peers;

/// <summary>A peer that a listener turned away, and why.</summary>
/// <param name="Association">The connection that was closed.</param>
/// <param name="Reason">One line, such as <c>127.0.0.2 is not allowed</c>.</param>
/// <param name="Credentials">Who it was, on unix sockets.</param>
public sealed record RefusedPeer(Association Association, string Reason, PeerCredentials? Credentials);
