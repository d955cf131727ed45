using System.IO.Pipelines;
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

    public override ValueTask<TransferResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        CallHook.IsEnabled ? ReceiveTracedAsync(buffer, cancellationToken)
        : connection.Receive(buffer, out var result, cancellationToken) is { } waiting ? waiting.AsTask()
        : new ValueTask<TransferResult>(result);

    public override ValueTask<int> ReceiveAsync(
        Memory<byte> buffer, ITransferOwner owner, CancellationToken cancellationToken)
    {
        if (CallHook.IsEnabled)
        {
            return base.ReceiveAsync(buffer, owner, cancellationToken);
        }

        try
        {
            return connection.Receive(buffer, out var result, cancellationToken) is { } waiting
                ? waiting.For(owner)
                : new ValueTask<int>(owner.Received(result));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return ValueTask.FromException<int>(e);
        }
    }

    public override ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) =>
        CallHook.IsEnabled
            ? SendTracedAsync(buffer, cancellationToken)
            : connection.SendAsync(buffer, cancellationToken);

    public override PipeReader CreateReader(ITransferOwner owner) => new RingPipeReader(connection, owner);

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

    public override bool TryEnter() => connection.TryEnter();

    public override void Leave() => connection.Leave();

    public override void Begin(Action<object?> work, object? state) => connection.Begin(work, state);

    public override void Abort() => connection.Close(aborts: true);

    public override void Dispose() => connection.Close(aborts: false);

    private async ValueTask<TransferResult> ReceiveTracedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        if (connection.Receive(buffer, out var result, cancellationToken) is { } waiting)
        {
            result = await waiting.AsTask().ConfigureAwait(false);
        }

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
