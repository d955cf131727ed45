using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>The bytes of one connection, both ways: the seam between streams and what carries them.</summary>
/// <remarks>
/// One receive and one send may be under way at once. <see cref="CompleteOutput"/>, <see cref="Dispose"/> and
/// <see cref="Abort"/> are three things: the half-close, the close, and the close that throws away (RST).
/// </remarks>
internal abstract class StreamTransport : IDisposable
{
    /// <summary>Where bytes come from, for calls that copy inside the kernel; null where nothing is received.</summary>
    public abstract SafeHandle? InputHandle { get; }

    /// <summary>Where bytes go; null where nothing is sent.</summary>
    public abstract SafeHandle? OutputHandle { get; }

    /// <summary>
    /// Whether waiting on this transport is an engine's work; else it is done on a thread (files, pipes, terminals).
    /// </summary>
    public abstract bool IsSocket { get; }

    /// <summary>
    /// Whether bytes were received that nobody has read yet, so that a call on the descriptor would miss them.
    /// </summary>
    public virtual bool HoldsInput => false;

    /// <summary>
    /// Receives what is there, once something is. An empty buffer waits until something is, and takes nothing.
    /// </summary>
    public abstract ValueTask<TransferResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>The same, for an owner who is told in the same breath, so that nothing else has to await it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public virtual async ValueTask<int> ReceiveAsync(
        Memory<byte> buffer, ITransferOwner owner, CancellationToken cancellationToken) =>
        owner.Received(await ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// A reader of what is received that sits on the transport's own buffers; null where it has none.
    /// </summary>
    /// <param name="owner">Who is told what was received, and knows what an error means.</param>
    public virtual PipeReader? CreateReader(ITransferOwner owner) => null;

    /// <summary>Sends everything, or says how much before the error.</summary>
    public abstract ValueTask<TransferResult> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Says that no more bytes follow; the other direction goes on.</summary>
    public abstract Errno CompleteOutput();

    /// <summary>
    /// Closes at once and tells the peer that bytes may be lost. What is pending ends with ECANCELED.
    /// </summary>
    public abstract void Abort();

    /// <summary>Closes; the kernel still delivers what was sent. What is pending ends with ECANCELED.</summary>
    public abstract void Dispose();

    /// <summary>
    /// A thread is about to wait for a descriptor of this transport in poll(2), until <see cref="Leave"/>. Whoever
    /// closes the transport meanwhile wakes it.
    /// </summary>
    /// <returns>Whether it may; false where the transport is closed.</returns>
    public virtual bool TryEnter() => true;

    /// <summary>The thread waits no more.</summary>
    public virtual void Leave()
    {
    }

    /// <summary>Begins what serves this connection, where the connection's continuations run.</summary>
    public virtual void Begin(Action<object?> work, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: false);

    /// <summary>
    /// Whether the other end is known to be gone in both directions, so that sending has no purpose left.
    /// </summary>
    public virtual bool IsHungUp() => OutputHandle is { IsClosed: false } output && Readiness.IsHungUp(output);
}
