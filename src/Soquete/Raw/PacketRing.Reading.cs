using System.Diagnostics;
using System.Runtime.InteropServices;
using Soquete.Filters;
using Soquete.Interop;

namespace Soquete.Raw;

/// <content>Blocks: taken, and given back.</content>
public sealed partial class PacketRing
{
    private OlderFrames? _older;
    private long _next;
    private bool _isReading;

    /// <summary>Takes a block that the kernel has given, without waiting.</summary>
    /// <param name="block">The block, to be disposed when its frames have been looked at.</param>
    /// <returns>False where there is none yet.</returns>
    /// <exception cref="InvalidOperationException">The block before was not disposed.</exception>
    /// <exception cref="ObjectDisposedException">The ring was closed.</exception>
    public bool TryRead(out RingBlock block)
    {
        RequireOpen();
        if (_isReading)
        {
            throw new InvalidOperationException("The block before is to be given back first.");
        }

        // Closing meanwhile leaves the memory where it is until the block is given back.
        _memory.DangerousAddRef(ref _isReading);
        var bytes = BlockOf(_next);
        if (IsUsers(bytes))
        {
            _descriptor.NoteFrame();
            block = new RingBlock(this, _next, bytes);
            return true;
        }

        Release();
        block = default;
        return false;
    }

    /// <summary>Waits until there is a block.</summary>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <exception cref="SoqueteException">
    /// The interface is down (ENETDOWN), which is told once: waiting again waits until it is up. Or it is gone
    /// (ENODEV), which is told each time. Blocks that there are come first.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The ring was closed.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!IsBlockThere())
        {
            await _descriptor.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
            ThrowIfFailed();
        }
    }

    /// <summary>
    /// Waits until there is a block, on this thread: for a thread that does nothing else, which saves the way through
    /// the thread pool. Closing the ring ends the wait.
    /// </summary>
    /// <param name="limit">The longest wait; null for no limit.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <returns>False where the time was over before.</returns>
    /// <inheritdoc cref="WaitAsync" path="/exception"/>
    public bool Wait(TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        while (!IsBlockThere())
        {
            var left = limit - Stopwatch.GetElapsedTime(started);
            if (left < TimeSpan.Zero || !_descriptor.WaitToReceive(left, cancellationToken))
            {
                return IsBlockThere();
            }

            ThrowIfFailed();
        }

        return true;
    }

    internal RingFrameReader ReaderOf(long block)
    {
        var older = Volatile.Read(ref _older);
        if (older is not null && block > older.LastBlock)
        {
            Interlocked.CompareExchange(ref _older, null, older);
            older = null;
        }

        return new RingFrameReader(_descriptor.IsCooked, older?.Program);
    }

    internal void GiveBack(long block)
    {
        if (!_isReading || block != _next)
        {
            return;
        }

        // Everything was read, and what was put back written, before the kernel may write again.
        Volatile.Write(ref StatusOf(BlockOf(block)), PacketBlockHeader.Kernel);
        Volatile.Write(ref _next, block + 1);
        Release();
    }

    private static ref uint StatusOf(Span<byte> block) =>
        ref MemoryMarshal.AsRef<PacketBlockHeader>(block).Status;

    private Span<byte> BlockOf(long number) =>
        _memory.Part((int)(number % Options.Blocks) * Options.BlockBytes, Options.BlockBytes);

    private void Release()
    {
        _isReading = false;
        _memory.DangerousRelease();
    }

    /// <summary>An error is told once the blocks from before it have been read.</summary>
    private void ThrowIfFailed()
    {
        if (!IsBlockThere() && _descriptor.TakeError() is var error && error != Errno.None)
        {
            throw _descriptor.FailureOf(error, "poll");
        }
    }

    private bool IsBlockThere()
    {
        RequireOpen();
        var isHeld = false;
        _memory.DangerousAddRef(ref isHeld);
        var isThere = IsUsers(BlockOf(_next));
        _memory.DangerousRelease();
        return isThere;
    }

    /// <summary>The status is read before anything else of a block: the kernel writes it last.</summary>
    private static bool IsUsers(Span<byte> block) =>
        (Volatile.Read(ref StatusOf(block)) & (uint)FrameStatus.User) != 0;

    /// <summary>The program that frames of blocks up to one have to pass here.</summary>
    private sealed record OlderFrames(BpfProgram Program, long LastBlock);
}
