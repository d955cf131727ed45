using Soquete.Addresses;

namespace Soquete.Datagrams.Serving;

/// <summary>A datagram that came to a <see cref="DatagramServer"/>, and the way to answer it.</summary>
/// <remarks>Safe for use by several threads.</remarks>
public sealed class DatagramRequest
{
    private readonly DatagramSocket _socket;

    internal DatagramRequest(DatagramSocket socket, in ReceivedDatagram received, byte[] bytes)
    {
        _socket = socket;
        Received = received;
        Bytes = bytes;
    }

    /// <summary>All that the kernel knows of it. Its descriptors are closed when the handler is done.</summary>
    public ReceivedDatagram Received { get; }

    /// <summary>Its bytes; none is a datagram too.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Who sent it, and to which address of this machine.</summary>
    public Association Association => _socket.AssociationOf(Received);

    /// <summary>Sends a datagram to who sent this one, from the address that it was sent to.</summary>
    /// <param name="reply">Its bytes; not to be changed until this completes.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="MessageTooLongException">It is longer than the socket or the path takes.</exception>
    /// <exception cref="SoqueteException">
    /// It could not be sent; the sender of this one may have no name, or be gone.
    /// </exception>
    public ValueTask ReplyAsync(ReadOnlyMemory<byte> reply, CancellationToken cancellationToken = default) =>
        _socket.ReplyAsync(reply, Received, cancellationToken);
}
