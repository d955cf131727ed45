using Soquete.Addresses;

namespace Soquete.Peers;

/// <summary>
/// The end that all connections share which a unix socket accepts: unix(7) gives each the listener's name.
/// </summary>
internal sealed class ListeningEnd(string protocol, SocketEnd local)
{
    /// <summary>With a peer that has no name, as most have: it is the same for all of them.</summary>
    public Association WithUnnamed { get; } = new(protocol, local, SocketEnd.Unnamed);

    public Association With(SocketEnd peer) =>
        peer == SocketEnd.Unnamed ? WithUnnamed : WithUnnamed with { Remote = peer };
}
