using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Listening;
using Soquete.Peers;
using Soquete.Streams.Connecting;

namespace Soquete.Streams;

/// <summary>
/// A connection: a sequenced, reliable, two-way stream of bytes, over TCP, a unix socket, vsock, or any other end that
/// an <see cref="Address"/> names.
/// </summary>
/// <remarks>
/// <para>
/// Read and write it in one of three ways, not mixed in one direction: <see cref="ReceiveAsync"/> and
/// <see cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/>, the pipes <see cref="Input"/> and
/// <see cref="Output"/>, or the <see cref="Stream"/> of <see cref="AsStream"/>. One read and one write may be under way
/// at once, on any threads.
/// </para>
/// <para>
/// It ends in one of three ways. <see cref="CompleteOutputAsync"/> is the half-close: no more bytes follow, and what
/// the peer still sends arrives. <see cref="CloseAsync"/> is the graceful close: it completes the output and waits for
/// the peer's end. <see cref="Abort"/> throws away what is under way and resets the connection.
/// <see cref="DisposeAsync"/> closes without waiting.
/// </para>
/// </remarks>
public sealed partial class StreamConnection : IConnection, IDuplexPipe, ITransferOwner, IAsyncDisposable
{
    /// <summary>How long <see cref="CloseAsync"/> waits for the peer's end before it closes all the same.</summary>
    public static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(10);

    /// <summary>How much is handed to the kernel at once.</summary>
    private const int SendStep = 128 * 1024;

    private readonly Action? _onClosed;
    private readonly IdleWatch? _idle;
    private readonly Engine _engine;
    private PeerIdentity _identity;
    private ConnectionStream? _stream;
    private PipeReader? _input;
    private PipeWriter? _output;
    private long _bytesSent;
    private long _bytesReceived;
    private int _outputCompleted;
    private int _closed;

    internal StreamConnection(
        StreamTransport transport,
        Association association,
        PeerCredentials? credentials = null,
        TimeSpan? idleTimeout = null,
        Engine? engine = null)
        : this(new AcceptedPeer(
            transport, new PeerIdentity(association, credentials), idleTimeout, engine ?? Engine.Default))
    {
    }

    private StreamConnection(in AcceptedPeer peer)
    {
        (Transport, _identity, _engine, _onClosed) = (peer.Transport, peer.Identity, peer.Engine, peer.OnClosed);
        _idle = peer.IdleTimeout is { } limit ? new IdleWatch(limit, AbortTransport) : null;
    }

    /// <summary>The protocol and both ends.</summary>
    public Association Association => _identity.AssociationOf(Socket);

    /// <summary>
    /// The peer's process and user; null where the protocol does not tell, which is all but unix sockets. Of an
    /// accepted connection they are asked for when they are first read, and null where it was closed before.
    /// </summary>
    public PeerCredentials? PeerCredentials => _identity.CredentialsOf(Socket);

    /// <summary>
    /// How many bytes the kernel has taken to send. Exact when no send is under way and none has failed; of a send that
    /// failed, the last 128 KiB at most may be missing.
    /// </summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>How many bytes were received.</summary>
    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    /// <summary>
    /// Its socket, to hand to another process or to set what no option sets; null where it is none, or two. It stays
    /// the connection's, and is not to be read, written or closed.
    /// </summary>
    public SafeSocketHandle? SocketHandle =>
        Transport.InputHandle is SafeSocketHandle socket && socket == Transport.OutputHandle ? socket : null;

    /// <summary>What the peer sends. It receives only when read, so a reader that stops slows its peer down.</summary>
    public PipeReader Input => _input ??= Transport.CreateReader(this) ?? PipeReader.Create(
        AsStream(), new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));

    /// <summary>
    /// What is sent to the peer; a flush sends. Completing it completes the output of the connection.
    /// </summary>
    public PipeWriter Output => _output ??= new ConnectionPipeWriter(this);

    internal StreamTransport Transport { get; }

    private SafeSocketHandle? Socket => Transport.OutputHandle as SafeSocketHandle;

    /// <summary>
    /// Connects to an address, whatever its scheme: a peer, this process's standard streams, a file, a child.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Gives up; nothing is left open.</param>
    /// <exception cref="AddressFormatException">
    /// The address cannot be connected to, or has an option of a listener.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// Refused, timed out, not found, not permitted or failed; see <see cref="SoqueteException.Kind"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ValueTask<StreamConnection> ConnectAsync(
        Address address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Connector.ConnectAsync(address, EndUse.Both, Engine.Default, cancellationToken);
    }

    /// <summary>Connects to an address, whatever its scheme, driven as the options say.</summary>
    /// <inheritdoc cref="ConnectAsync(Address, CancellationToken)"/>
    /// <param name="address">The address.</param>
    /// <param name="options">What drives the connection, and where what is awaited on it goes on.</param>
    /// <param name="cancellationToken">Gives up; nothing is left open.</param>
    public static ValueTask<StreamConnection> ConnectAsync(
        Address address, ConnectionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        return Connector.ConnectAsync(address, EndUse.Both, options.Driver, cancellationToken);
    }

    /// <summary>The connection as a stream, whose disposal closes the connection. Always the same object.</summary>
    public Stream AsStream() => _stream ??= new ConnectionStream(this);

    /// <summary>Receives what is there, once something is.</summary>
    /// <param name="buffer">Where to; an empty one waits until something is there, and takes nothing.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <returns>How many bytes; 0 at the end of the peer's output.</returns>
    /// <exception cref="PeerBrokeOffException">The peer reset the connection.</exception>
    /// <exception cref="SoqueteException">
    /// It failed otherwise, or nothing passed for the address's idle timeout.
    /// </exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Transport.ReceiveAsync(buffer, this, cancellationToken);

    /// <summary>Sends all of the bytes.</summary>
    /// <param name="buffer">The bytes; not to be changed until this completes.</param>
    /// <param name="cancellationToken">Stops; an unknown part of the bytes may have been sent.</param>
    /// <exception cref="PeerBrokeOffException">The peer is gone.</exception>
    /// <exception cref="SoqueteException">
    /// It failed otherwise, or nothing passed for the address's idle timeout.
    /// </exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // In steps, so that a slow peer is seen to make progress, and a send that fails halfway is counted.
        var step = buffer[..Math.Min(buffer.Length, SendStep)];
        var sending = Transport.SendAsync(step, cancellationToken);
        if (sending.IsCompletedSuccessfully && step.Length == buffer.Length)
        {
            var result = sending.Result;
            CountSent(result.Count);
            return result.Error == Errno.None ? default : ValueTask.FromException(Failed(result.Error, "send"));
        }

        return SendOnAsync(sending, buffer, cancellationToken);
    }

    /// <summary>
    /// The half-close: sends what <see cref="Output"/> holds, then tells the peer that no
    /// more follows. What the peer sends still arrives.
    /// </summary>
    public async ValueTask CompleteOutputAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _outputCompleted, 1) != 0)
        {
            return;
        }

        if (_output is ConnectionPipeWriter { UnflushedBytes: > 0 } output)
        {
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        var error = Transport.CompleteOutput();
        if (error is not (Errno.None or Errno.ENOTCONN or Errno.ECANCELED))
        {
            throw Failed(error, "shutdown");
        }
    }

    /// <summary>
    /// The graceful close: completes the output, waits for the peer's end
    /// (at most <see cref="CloseLimit"/>) and closes.
    /// </summary>
    /// <remarks>
    /// What the peer still sends is read and dropped: closing with bytes unread would reset a TCP connection and could
    /// take from the peer what was sent to it last (RFC 1122 §4.2.2.13).
    /// </remarks>
    public async ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await CompleteOutputAsync(cancellationToken).ConfigureAwait(false);
            await WaitForEndAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CloseTransport();
        }
    }

    /// <summary>
    /// Resets the connection at once: what was not yet delivered is thrown away, and the peer is told (RST).
    /// </summary>
    public void Abort()
    {
        AbortTransport();
        CloseTransport();
    }

    /// <summary>
    /// Sends what <see cref="Output"/> holds and closes without waiting
    /// for the peer. The kernel delivers what was sent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _closed) == 0 && Volatile.Read(ref _outputCompleted) == 0
            && _output is ConnectionPipeWriter { UnflushedBytes: > 0 } output)
        {
            try
            {
                await output.FlushAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The peer is gone, and with it who could have had these bytes.
                AbortTransport();
            }
        }

        CloseTransport();
    }

    /// <summary>Gives back what <see cref="Input"/> holds, once nobody reads any more.</summary>
    internal void ReleaseInput() => _input?.Complete();

    /// <summary>A peer that a listener accepted.</summary>
    internal static StreamConnection Of(AcceptedPeer peer) => new(peer);

    int ITransferOwner.Received(in TransferResult result)
    {
        CountReceived(result.Count);
        return result.Error == Errno.None ? result.Count : throw Failed(result.Error, "recv");
    }

    internal void CountReceived(int count) => Count(ref _bytesReceived, count);

    internal void CountSent(int count) => Count(ref _bytesSent, count);

    /// <summary>The exception for an error of this connection.</summary>
    internal Exception Failed(Errno error, string call)
    {
        var failure = new ConnectionFailure(Association, typeof(StreamConnection)) { Idle = _idle };
        if (!Transport.IsSocket && failure.OfOurOwn(error) is null)
        {
            // A pipe, a file or a terminal has no peer; its calls are read(2) and write(2).
            return Failure.Of(error, call == "recv" ? "read" : "write", Association.Remote.ToString());
        }

        return failure.Of(error, call, BytesSent, BytesReceived);
    }

    private void Count(ref long counter, int count)
    {
        Volatile.Write(ref counter, counter + count);
        _idle?.Touch();
    }

    /// <summary>Awaits the first step of a send, and sends the rest.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendOnAsync(
        ValueTask<TransferResult> sending, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await sending.ConfigureAwait(false);
            CountSent(result.Count);
            if (result.Error != Errno.None)
            {
                throw Failed(result.Error, "send");
            }

            buffer = buffer[result.Count..];
            if (buffer.IsEmpty)
            {
                return;
            }

            sending = Transport.SendAsync(buffer[..Math.Min(buffer.Length, SendStep)], cancellationToken);
        }
    }

    private async ValueTask WaitForEndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CloseLimit);
        var dropped = new byte[4096];
        try
        {
            TransferResult result;
            do
            {
                result = await Transport.ReceiveAsync(dropped, limit.Token).ConfigureAwait(false);
            }
            while (result is { Count: > 0, Error: Errno.None });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The limit passed; the peer had its time.
        }
    }

    private void CloseTransport()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _idle?.Dispose();
            Volatile.Read(ref _channel)?.Dispose();
            _identity.Settle(Socket);
            Transport.Dispose();
            _onClosed?.Invoke();
        }
    }

    private void AbortTransport()
    {
        Volatile.Read(ref _channel)?.Dispose();
        _identity.Settle(Socket);
        Transport.Abort();
    }
}
