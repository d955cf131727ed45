using Soquete.Addresses;
using Soquete.Peers;

namespace Soquete.Kestrel;

/// <summary>Who is at the other end of a connection: a feature of each connection of this transport.</summary>
public interface ISoqueteConnectionFeature
{
    /// <summary>The protocol and both ends.</summary>
    Association Association { get; }

    /// <summary>
    /// The peer's process and user, as the kernel noted them (SO_PEERCRED, unix(7)); null over TCP, which does not
    /// tell.
    /// </summary>
    PeerCredentials? PeerCredentials { get; }
}
