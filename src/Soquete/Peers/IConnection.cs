using Soquete.Addresses;

namespace Soquete.Peers;

/// <summary>
/// A conversation with one peer, whatever carries it: who talks to whom, and how much has passed. Streams and
/// sequenced packets are ones, and a relay's sessions with the peers of a datagram socket.
/// </summary>
public interface IConnection
{
    /// <summary>The protocol and both ends.</summary>
    Association Association { get; }

    /// <summary>The peer's process and user; null where the protocol does not tell.</summary>
    PeerCredentials? PeerCredentials { get; }

    /// <summary>How many bytes the kernel has taken to send.</summary>
    long BytesSent { get; }

    /// <summary>How many bytes were received.</summary>
    long BytesReceived { get; }
}
