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

    public override SafeHandle? InputHandle => socket.SafeHandle;

    public override SafeHandle? OutputHandle => socket.SafeHandle;

    public override bool IsSocket => true;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<TransferResult> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        TransferResult result;
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

        if (CallHook.IsEnabled && !buffer.IsEmpty)
        {
            Report("recv", buffer.Span[..result.Count], buffer.Length, result, started);
        }

        return result;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        TransferResult result;
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

        if (CallHook.IsEnabled)
        {
            Report("send", buffer.Span, buffer.Length, result, started);
        }

        return result;
    }

    public override Errno CompleteOutput() =>
        Volatile.Read(ref _closed) != 0 ? Errno.ECANCELED : NativeSocket.Shutdown(socket.SafeHandle, ShutdownHow.Write);

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
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            ClosedSocket.Close(socket);
        }
    }

    private void Report(string call, ReadOnlySpan<byte> data, int requested, TransferResult result, long started)
    {
        var flags = call == "send" ? "MSG_NOSIGNAL" : "0";
        var arguments = CallNotation.DataArguments(NativeSocket.Number(socket.SafeHandle), data, requested, flags);
        CallHook.Report(call, arguments, result.Error == Errno.None ? result.Count : -1, result.Error, started);
    }
}
