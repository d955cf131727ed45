using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>A connection on a ring, as streams see it.</summary>
internal sealed class RingStream(RingConnection connection) : StreamTransport
{
    public override SafeHandle? InputHandle => connection.Socket;

    public override SafeHandle? OutputHandle => connection.Socket;

    public override bool IsSocket => true;

    public override bool HoldsInput => connection.HoldsInput;

    public override void ReadAhead() => connection.ReadAhead();

    public override ValueTask<TransferResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        CallHook.IsEnabled
            ? ReceiveTracedAsync(buffer, cancellationToken)
            : connection.ReceiveAsync(buffer, cancellationToken);

    public override ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) =>
        CallHook.IsEnabled
            ? SendTracedAsync(buffer, cancellationToken)
            : connection.SendAsync(buffer, cancellationToken);

    public override Errno CompleteOutput()
    {
        try
        {
            return NativeSocket.Shutdown(connection.Socket, ShutdownHow.Write);
        }
        catch (ObjectDisposedException)
        {
            return Errno.ECANCELED;
        }
    }

    public override void Begin(Action<object?> work, object? state) => connection.Begin(work, state);

    public override void Abort() => connection.Close(aborts: true);

    public override void Dispose() => connection.Close(aborts: false);

    private async ValueTask<TransferResult> ReceiveTracedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        var result = await connection.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        TransferTrace.Received(connection.Socket, buffer.Span, result, started);
        return result;
    }

    private async ValueTask<TransferResult> SendTracedAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        var result = await connection.SendAsync(buffer, cancellationToken).ConfigureAwait(false);
        TransferTrace.Sent(connection.Socket, buffer.Span, result, started);
        return result;
    }
}
