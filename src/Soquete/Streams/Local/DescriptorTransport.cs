using System.Runtime.InteropServices;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Streams.Local;

/// <summary>
/// Descriptors that are no sockets (pipes, files, terminals), waited for with poll(2) on a thread of the pool.
/// </summary>
/// <remarks>
/// A relay copies them without these members, on a thread of its own; see <see cref="Relaying.DescriptorPump"/>.
/// </remarks>
internal sealed class DescriptorTransport : StreamTransport
{
    private readonly SafeHandle? _input;
    private readonly SafeHandle? _output;
    private readonly FileKind _outputKind;
    private readonly Action _completeOutput;
    private readonly CancellationTokenSource _closing = new();
    private int _closed;

    /// <param name="input">Where bytes come from; null for nothing.</param>
    /// <param name="output">Where bytes go; null for nowhere.</param>
    /// <param name="completeOutput">What tells the reader of the output that no more follows.</param>
    public DescriptorTransport(SafeHandle? input, SafeHandle? output, Action completeOutput)
    {
        _input = input;
        _output = output;
        _outputKind = output is null ? FileKind.Other : NativeFile.KindOf(output);
        _completeOutput = completeOutput;
    }

    public override SafeHandle? InputHandle => _input;

    public override SafeHandle? OutputHandle => _output;

    public override bool IsSocket => false;

    public override async ValueTask<TransferResult> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_input is not { } input)
        {
            return default;
        }

        var error = await WaitAsync(input, PollDescriptor.In, cancellationToken).ConfigureAwait(false);
        return error != Errno.None ? TransferResult.Failed(error)
            : buffer.IsEmpty ? default
            : Read(input, buffer.Span);
    }

    public override async ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_output is not { } output)
        {
            return TransferResult.Failed(Errno.EPIPE);
        }

        var sent = 0;
        while (sent < buffer.Length)
        {
            var error = await WaitAsync(output, PollDescriptor.Out, cancellationToken).ConfigureAwait(false);
            var left = buffer.Length - sent;
            var length = _outputKind == FileKind.Regular ? left : Math.Min(NativeFile.PipeAtom, left);
            var count = 0;
            error = error == Errno.None ? NativeFile.Write(output, buffer.Span.Slice(sent, length), out count) : error;
            sent += count;
            if (error is not (Errno.None or Errno.EAGAIN))
            {
                return new TransferResult(sent, error);
            }
        }

        return new TransferResult(sent, Errno.None);
    }

    public override Errno CompleteOutput()
    {
        if (Volatile.Read(ref _closed) == 0)
        {
            _completeOutput();
        }

        return Errno.None;
    }

    public override void Abort() => Dispose();

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            // A thread in poll(2) holds its descriptor open until it is told.
            _closing.Cancel();
            _closing.Dispose();
            _input?.Dispose();
            _output?.Dispose();
        }
    }

    private static TransferResult Read(SafeHandle input, Span<byte> buffer)
    {
        var error = NativeFile.Read(input, buffer, out var count);
        return new TransferResult(count, error);
    }

    /// <summary>
    /// Regular files are always ready; for the rest a thread waits until the descriptor is, or the caller gives up.
    /// </summary>
    private async ValueTask<Errno> WaitAsync(SafeHandle descriptor, short events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _closed) != 0)
        {
            return Errno.ECANCELED;
        }

        if (Readiness.Is(descriptor, events))
        {
            return Errno.None;
        }

        try
        {
            await WaitOnThreadAsync(descriptor, events, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            return Errno.ECANCELED;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Volatile.Read(ref _closed) != 0 ? Errno.ECANCELED : Errno.None;
    }

    private async ValueTask WaitOnThreadAsync(SafeHandle descriptor, short events, CancellationToken cancellationToken)
    {
        using var stop = new EventDescriptor();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await using var registration = either.Token
            .UnsafeRegister(static state => ((EventDescriptor)state!).Signal(), stop).ConfigureAwait(false);
        var wait = Task.Factory.StartNew(
            () => Readiness.Wait(descriptor, events, null, stop),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await wait.ConfigureAwait(false);
    }
}
