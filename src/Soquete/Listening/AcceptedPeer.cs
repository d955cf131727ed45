using Soquete.Engines;
using Soquete.Peers;

namespace Soquete.Listening;

/// <summary>A peer that was accepted and is welcome: all that a connection is made of.</summary>
internal readonly record struct AcceptedPeer(
    StreamTransport Transport, PeerIdentity Identity, TimeSpan? IdleTimeout, Engine Engine)
{
    /// <summary>To be called when the connection closes; null where nobody waits for that.</summary>
    public Action? OnClosed { get; init; }
}
