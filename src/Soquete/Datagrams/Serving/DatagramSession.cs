using System.Diagnostics;
using System.Threading.Channels;
using Soquete.Addresses;

namespace Soquete.Datagrams.Serving;

/// <summary>What one peer sends to a <see cref="DatagramSessionServer"/>, and the way to answer it.</summary>
/// <remarks>One receive may be under way at a time, and any number of sends, on any threads.</remarks>
public sealed class DatagramSession
{
    private readonly DatagramSocket _socket;
    private readonly Channel<byte[]> _waiting;
    private readonly CancellationTokenSource _abandoned;
    private readonly ReceivedDatagram _first;
    private long _lastUsed = Stopwatch.GetTimestamp();
    private long _dropped;

    internal DatagramSession(
        DatagramSocket socket, in ReceivedDatagram first, int queueLimit, CancellationTokenSource abandoned)
    {
        _socket = socket;
        _abandoned = abandoned;
        _first = first;
        _waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(queueLimit) { SingleReader = true });
        Association = socket.AssociationOf(first);
    }

    /// <summary>The peer.</summary>
    public DatagramPeer Peer => _first.Source;

    /// <summary>Who talks to whom.</summary>
    public Association Association { get; }

    /// <summary>The first datagram, with all that the kernel knows of it; its descriptors are closed.</summary>
    public ReceivedDatagram First => _first;

    /// <summary>
    /// How many datagrams of the peer's were dropped, because as many were waiting as may wait.
    /// </summary>
    public long DatagramsDropped => Volatile.Read(ref _dropped);

    internal long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Cancelled when the session is not to go on.</summary>
    internal CancellationToken Abandoned => _abandoned.Token;

    /// <summary>The next datagram of the peer's.</summary>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <returns>Null once the session is over: the peer was silent too long, or others took its place.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        if (_waiting.Reader.TryRead(out var datagram))
        {
            return datagram;
        }

        return null;
    }

    /// <summary>Sends a datagram to the peer, from the address that it speaks to.</summary>
    /// <param name="datagram">Its bytes; not to be changed until this completes.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="MessageTooLongException">It is longer than the socket or the path takes.</exception>
    /// <exception cref="SoqueteException">It could not be sent; the peer may have no name, or be gone.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellationToken = default)
    {
        Touch();
        return _socket.ReplyAsync(datagram, _first, cancellationToken);
    }

    internal void Take(byte[] datagram)
    {
        Touch();
        if (!_waiting.Writer.TryWrite(datagram))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Lets the handler have what waits, and then the end.</summary>
    internal void Complete() => _waiting.Writer.TryComplete();

    internal void Abandon()
    {
        Complete();
        _abandoned.Cancel();
    }

    private void Touch() => Volatile.Write(ref _lastUsed, Stopwatch.GetTimestamp());
}
