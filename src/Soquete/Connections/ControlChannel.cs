using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Connections;

/// <summary>
/// Calls with control data on a connected socket of the unix domain, awaited. The socket stays its transport's; this is
/// disposed before it.
/// </summary>
/// <remarks>
/// Safe for use by several threads; waits of one direction take turns. What was passed with the last receive and is not
/// taken is closed with the next one, so that a peer cannot use up this process's descriptors.
/// </remarks>
internal sealed class ControlChannel(SafeSocketHandle socket, Engine engine) : IDisposable
{
    private readonly SemaphoreSlim _waitsToReceive = new(1);
    private readonly SemaphoreSlim _waitsToSend = new(1);
    private readonly Lock _gate = new();
    private PassedDescriptors? _unclaimed;
    private ShortWait _shortWait;
    private SocketWatch? _watch;
    private bool _isClosed;

    /// <summary>SO_PASSCRED: from now on what is received says who sent it.</summary>
    public Errno AskWhoSends() => NativeSocket.SetOption(socket, SocketOption.SoPassCred, 1);

    /// <summary>recvmsg(2), once there is something.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ControlReceipt> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref _unclaimed, null)?.Dispose();
        while (true)
        {
            var receipt = Receive(buffer.Span);
            if (receipt.Error != Errno.EAGAIN)
            {
                _shortWait.Found();
                return receipt;
            }

            if (_shortWait.TryYield())
            {
                continue;
            }

            var error = await WaitAsync(_waitsToReceive, isToReceive: true, cancellationToken).ConfigureAwait(false);
            if (error != Errno.None)
            {
                return ControlReceipt.Failed(error);
            }
        }
    }

    /// <summary>sendmsg(2), once there is room; of a stream, as much as there is room for.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> control, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            var error = Send(bytes.Span, control.Span, out var count);
            if (error != Errno.EAGAIN)
            {
                return new TransferResult(count, error);
            }

            error = await WaitAsync(_waitsToSend, isToReceive: false, cancellationToken).ConfigureAwait(false);
            if (error != Errno.None)
            {
                return TransferResult.Failed(error);
            }
        }
    }

    /// <summary>Ends what is pending with ECANCELED, and closes what nobody took.</summary>
    public void Dispose()
    {
        SocketWatch? watch;
        lock (_gate)
        {
            _isClosed = true;
            (watch, _watch) = (_watch, null);
        }

        watch?.Dispose();
        Interlocked.Exchange(ref _unclaimed, null)?.Dispose();
    }

    private ControlReceipt Receive(Span<byte> buffer)
    {
        Span<byte> room = stackalloc byte[ReceivedControl.Room];
        try
        {
            var error = NativeMessages.Receive(socket, buffer, [], room, MessageFlags.None, out var receipt);
            if (error != Errno.None)
            {
                return ControlReceipt.Failed(error);
            }

            var control = ReceivedControl.Read(room[..receipt.ControlLength], receipt.Flags);
            Volatile.Write(ref _unclaimed, control.Descriptors);
            return new ControlReceipt(receipt.Length, receipt.ControlLength > 0, control, Errno.None);
        }
        catch (ObjectDisposedException)
        {
            return ControlReceipt.Failed(Errno.ECANCELED);
        }
    }

    private Errno Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> control, out int count)
    {
        try
        {
            return NativeMessages.Send(socket, bytes, default, control, out count);
        }
        catch (ObjectDisposedException)
        {
            count = 0;
            return Errno.ECANCELED;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Errno> WaitAsync(SemaphoreSlim turn, bool isToReceive, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Watch() is not { } watch)
            {
                return Errno.ECANCELED;
            }

            return isToReceive
                ? await watch.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false)
                : await watch.WaitToSendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            return Errno.ECANCELED;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The watch, begun with the first wait; null once this is closed.</summary>
    private SocketWatch? Watch()
    {
        lock (_gate)
        {
            return _isClosed ? null : _watch ??= engine.Watch(socket);
        }
    }
}
