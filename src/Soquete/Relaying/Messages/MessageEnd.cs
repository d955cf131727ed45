using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Peers;

namespace Soquete.Relaying.Messages;

/// <summary>
/// An end of a relay that carries messages, to one peer: the seam between relays and what carries them.
/// </summary>
/// <remarks>
/// One receive and one send may be under way at once. Failures are exceptions, of <see cref="SoqueteException"/>; what
/// the network does to single datagrams is no failure, but counted.
/// </remarks>
/// <param name="association">Who talks to whom.</param>
/// <param name="credentials">The peer's process and user, where they are known.</param>
/// <param name="outgoing">Where what is sent to this end is counted.</param>
internal abstract class MessageEnd(Association association, PeerCredentials? credentials, FlowTotals outgoing)
    : IAsyncDisposable
{
    public MessagePeer Peer { get; } = new(association, credentials);

    /// <summary>Whether its messages come to an end, as those of a connection do.</summary>
    public abstract bool HasEnd { get; }

    /// <summary>Whether the peer is known to be gone in both directions.</summary>
    public virtual bool IsHungUp => false;

    protected FlowTotals Outgoing { get; } = outgoing;

    public abstract ValueTask<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Sends a message, waiting for room. The descriptors are this end's from now on.</summary>
    /// <exception cref="MessageTooLongException">It is longer than this end takes.</exception>
    public abstract ValueTask SendAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken);

    /// <summary>Says that no more messages follow, where that can be said.</summary>
    public virtual ValueTask CompleteOutputAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Sees to it that what was sent is delivered, and closes.</summary>
    public abstract ValueTask CloseAsync(CancellationToken cancellationToken);

    /// <summary>Closes at once; what is under way is thrown away.</summary>
    public abstract void Abort();

    public abstract ValueTask DisposeAsync();

    /// <summary>A message for this end went nowhere.</summary>
    public void CountDropped() => Outgoing.Dropped(1);

    protected void CountReceived(int bytes) => Peer.NoteReceived(1, bytes);

    protected void CountSent(int bytes)
    {
        Peer.NoteSent(1, bytes);
        Outgoing.Sent(1, bytes);
    }
}
