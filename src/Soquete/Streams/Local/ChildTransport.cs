using System.Runtime.InteropServices;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Streams.Local;

/// <summary>
/// A child process as a transport: a socket pair for its standard input and one for its standard output, each used one
/// way, so that each can end by itself as the ends of pipes do.
/// </summary>
internal sealed class ChildTransport(ChildProcess child, StreamTransport toInput, StreamTransport fromOutput)
    : StreamTransport
{
    public override SafeHandle? InputHandle => fromOutput.InputHandle;

    public override SafeHandle? OutputHandle => toInput.OutputHandle;

    public override bool IsSocket => true;

    public override ValueTask<TransferResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        fromOutput.ReceiveAsync(buffer, cancellationToken);

    public override ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) =>
        toInput.SendAsync(buffer, cancellationToken);

    public override Errno CompleteOutput() => toInput.CompleteOutput();

    public override void Abort()
    {
        child.Signal(ChildSignals.Terminate);
        Dispose();
    }

    /// <summary>A child sees the end of its input and the loss of its output; one that goes on is left alone.</summary>
    public override void Dispose()
    {
        // In this order: a child that ends with its input would end a pending receive as if nobody had disposed of it.
        fromOutput.Dispose();
        toInput.Dispose();
    }
}
