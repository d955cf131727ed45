using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Engines.Portable;

/// <summary>
/// A connected <see cref="Socket"/>. The runtime caches one receive and one send a socket, so neither allocates.
/// </summary>
internal sealed class PortableStream(Socket socket) : StreamTransport
{
    private int _closed;
    private volatile bool _isReceiving;
    private volatile bool _isSending;

    public override SafeHandle? InputHandle => socket.SafeHandle;

    public override SafeHandle? OutputHandle => socket.SafeHandle;

    public override bool IsSocket => true;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<TransferResult> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        TransferResult result;
        _isReceiving = true;
        try
        {
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            result = new(count, Errno.None);
        }
        catch (SocketException e)
        {
            result = TransferResult.Failed(ErrnoText.From(e));
        }
        catch (ObjectDisposedException)
        {
            return TransferResult.Failed(Errno.ECANCELED);
        }
        finally
        {
            _isReceiving = false;
        }

        result = UnlessClosed(result);
        TransferTrace.Received(socket.SafeHandle, buffer.Span, result, started);
        return result;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        TransferResult result;
        _isSending = true;
        try
        {
            var count = await socket.SendAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            result = new(count, Errno.None);
        }
        catch (SocketException e)
        {
            result = TransferResult.Failed(ErrnoText.From(e));
        }
        catch (ObjectDisposedException)
        {
            return TransferResult.Failed(Errno.ECANCELED);
        }
        finally
        {
            _isSending = false;
        }

        result = UnlessClosed(result);
        TransferTrace.Sent(socket.SafeHandle, buffer.Span, result, started);
        return result;
    }

    public override Errno CompleteOutput() =>
        Volatile.Read(ref _closed) != 0 ? Errno.ECANCELED : ShutDownSending();

    public override void Abort()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            // SO_LINGER of 0 turns close(2) into a reset (socket(7)); unix sockets have none and close as ever.
            NativeSocket.SetLinger(socket.SafeHandle, on: true, seconds: 0);
            ClosedSocket.Close(socket);
        }
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        // The runtime resets a socket that is closed under a pending call, unless it has shut its sending down.
        // A receive is no reason for that; a send that is cut short is, lest the peer take a part for the whole.
        if (_isReceiving && !_isSending)
        {
            ShutDownSending();
        }

        ClosedSocket.Close(socket);
    }

    /// <summary>
    /// The runtime wakes a call under which the socket is closed by breaking the connection: to that call it looks like
    /// the peer's end, or like a reset by the peer.
    /// </summary>
    private TransferResult UnlessClosed(in TransferResult result) =>
        result.Count == 0 && Volatile.Read(ref _closed) != 0 ? TransferResult.Failed(Errno.ECANCELED) : result;

    /// <summary>shutdown(2), by way of the runtime, so that it knows.</summary>
    private Errno ShutDownSending()
    {
        var started = CallHook.Now();
        var error = Errno.None;
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e)
        {
            error = ErrnoText.From(e);
        }
        catch (ObjectDisposedException)
        {
            return Errno.ECANCELED;
        }

        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.ShutdownArguments(NativeSocket.Number(socket.SafeHandle), ShutdownHow.Write);
            CallHook.Report("shutdown", arguments, error == Errno.None ? 0 : -1, error, started);
        }

        return error;
    }
}
