using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Peers;

namespace Soquete.Listening;

/// <summary>A peer that was accepted and is welcome: all that a connection is made of.</summary>
internal sealed record AcceptedPeer(
    StreamTransport Transport, Association Association, PeerCredentials? Credentials, TimeSpan? IdleTimeout)
{
    /// <summary>To be called when the connection closes; null where nobody waits for that.</summary>
    public Action? OnClosed { get; init; }

    /// <summary>The engine that drives the transport.</summary>
    public required Engine Engine { get; init; }
}
