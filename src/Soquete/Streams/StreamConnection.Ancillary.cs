using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Soquete.Ancillary;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;

namespace Soquete.Streams;

/// <content>Sockets from elsewhere, and what unix sockets carry beside bytes.</content>
public sealed partial class StreamConnection
{
    private ControlChannel? _channel;
    private bool _asksWhoSends;

    /// <summary>
    /// Takes over a connected stream socket, over TCP, vsock or in the unix domain: one that was passed, say.
    /// </summary>
    /// <remarks>
    /// The open socket is set not to block, which whoever else has it sees too (O_NONBLOCK, fcntl(2)).
    /// </remarks>
    /// <param name="connected">The socket. The connection owns it from here on; where this throws, it does not.</param>
    /// <exception cref="SoqueteException">It is no stream socket, it listens, or it is not connected.</exception>
    public static StreamConnection Adopt(SafeSocketHandle connected) => Adopt(connected, Engine.Default);

    /// <summary>The same, on an engine.</summary>
    internal static StreamConnection Adopt(SafeSocketHandle connected, Engine engine)
    {
        ArgumentNullException.ThrowIfNull(connected);
        var association = ConnectedSocket.Require(connected, SocketKind.Stream, "stream");
        var credentials = ConnectedSocket.IsUnix(connected) ? PeerCredentials.Of(connected) : null;
        return new StreamConnection(engine.Adopt(connected), association, credentials, engine: engine);
    }

    /// <summary>
    /// Sends all of the bytes over a unix socket, and descriptors or credentials with the first of them.
    /// </summary>
    /// <param name="bytes">The bytes, at least one; not to be changed until this completes.</param>
    /// <param name="ancillary">What goes with them.</param>
    /// <param name="cancellationToken">Stops; an unknown part of the bytes may have been sent.</param>
    /// <exception cref="ArgumentException">
    /// There are no bytes, too many descriptors, or one that is closed.
    /// </exception>
    /// <exception cref="PeerBrokeOffException">The peer is gone.</exception>
    /// <exception cref="SoqueteException">
    /// The connection is no unix socket, the credentials are not this process's to claim, or it failed otherwise.
    /// </exception>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> bytes, AncillaryData ancillary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ancillary);
        var channel = Channel() ?? throw new SoqueteException(
            FailureKind.Usage, Association.ToString(), "descriptors and credentials pass over unix sockets alone");
        if (bytes.IsEmpty)
        {
            throw new ArgumentException("in a stream they go with a byte, and there is none", nameof(bytes));
        }

        int sent;
        using (var control = new SentControl(ancillary))
        {
            var step = bytes[..Math.Min(bytes.Length, SendStep)];
            var result = await channel.SendAsync(step, control.Memory, cancellationToken).ConfigureAwait(false);
            CountSent(result.Count);
            sent = result.Error == Errno.None ? result.Count : throw Failed(result.Error, "sendmsg");
        }

        if (sent < bytes.Length)
        {
            await SendAsync(bytes[sent..], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Receives what is there, once something is, and the descriptors and credentials that come with it over a unix
    /// socket. Over others it receives bytes alone.
    /// </summary>
    /// <remarks>
    /// The first call asks the kernel to note who sends (SO_PASSCRED). <see cref="ReceiveAsync"/>, the pipes and the
    /// stream let descriptors that come with bytes be closed unseen; with <see cref="ConnectionOptions.ReadsAhead"/>,
    /// and after <see cref="Input"/> was used on io_uring, those of bytes to come as well.
    /// </remarks>
    /// <param name="buffer">Where to; an empty one waits until something is there, and takes nothing.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <exception cref="PeerBrokeOffException">The peer reset the connection.</exception>
    /// <exception cref="SoqueteException">
    /// It failed otherwise, or nothing passed for the address's idle timeout.
    /// </exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedBytes> ReceiveAncillaryAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // What was read ahead came first, and without what went with it.
        if (buffer.IsEmpty || Transport.HoldsInput || Channel() is not { } channel)
        {
            return new ReceivedBytes(await ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false), default);
        }

        if (!_asksWhoSends)
        {
            channel.AskWhoSends();
            _asksWhoSends = true;
        }

        var receipt = await channel.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        CountReceived(receipt.Length);
        if (receipt.Error != Errno.None)
        {
            throw Failed(receipt.Error, "recvmsg");
        }

        // At the end of a stream the kernel gives credentials of nobody: process, user and group 0.
        return receipt.Length == 0 ? default : new ReceivedBytes(receipt.Length, receipt.Control);
    }

    /// <summary>The calls with control data, begun with the first of them; null where there are none.</summary>
    private ControlChannel? Channel()
    {
        if (Volatile.Read(ref _channel) is { } channel)
        {
            return channel;
        }

        if (!CarriesDescriptors || Socket is not { IsClosed: false } socket)
        {
            return null;
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var begun = new ControlChannel(socket, _engine);
        if (Interlocked.CompareExchange(ref _channel, begun, null) is { } first)
        {
            return first;
        }

        if (Volatile.Read(ref _closed) != 0)
        {
            // Who closed the connection in between may have seen none to dispose.
            begun.Dispose();
        }

        return begun;
    }
}
