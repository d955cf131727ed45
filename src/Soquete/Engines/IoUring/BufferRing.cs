using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// The buffers that the kernel receives into, and the ring by which it is given them (IORING_REGISTER_PBUF_RING). A
/// buffer comes back when the kernel fills it no more and nobody holds a part of it. Where the kernel can
/// (IOU_PBUF_RING_INC), it fills a buffer bit by bit, so that small messages do not take a whole one each.
/// </summary>
/// <remarks>Parts may be given back on any thread; all else is the ring thread's.</remarks>
// SAFETY: the entries lie in pages of their own, which are looked at until Retire, after the ring was closed. The
// buffers are a pinned array that lives as long as this object, and the ring's thread has this object until the ring is
// closed. Numbers of buffers come from the kernel, which was given those below the count alone, and are checked all the
// same.
internal sealed unsafe class BufferRing
{
    /// <summary>The only group.</summary>
    public const ushort Group = 0;

    private readonly Lock _gate = new();
    private readonly byte[] _memory;
    private readonly RingMemory _pages;
    private readonly int _size;
    private readonly int _mask;
    private readonly int[] _filled;
    private readonly int[] _holders;
    private ushort _tail;
    private int _kernels;
    private bool _isRetired;

    private BufferRing(RingMemory pages, int count, int size, bool isIncremental)
    {
        (_pages, _size, _mask, IsIncremental) = (pages, size, count - 1, isIncremental);
        // Outside of the collector's moves, and its to free: whoever holds a part holds the whole.
        _memory = GC.AllocateUninitializedArray<byte>(count * size, pinned: true);
        _filled = new int[count];
        _holders = new int[count];
        for (var id = 0; id < count; id++)
        {
            Provide(id);
        }
    }

    /// <summary>Whether the kernel fills buffers bit by bit.</summary>
    public bool IsIncremental { get; }

    /// <summary>How many parts are held. For tests, on a ring that has nothing to do.</summary>
    public int HeldParts => _holders.Sum() - Volatile.Read(ref _kernels);

    /// <summary>Registers buffers with a ring.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="count">How many, a power of two.</param>
    /// <param name="size">Bytes of each.</param>
    /// <param name="mayBeIncremental">Whether to ask the kernel to fill them bit by bit.</param>
    /// <param name="buffers">The buffers; null where there is an error.</param>
    public static Errno Register(Ring ring, int count, int size, bool mayBeIncremental, out BufferRing? buffers)
    {
        buffers = null;
        var error = RingMemory.Pages((long)count * sizeof(RingBuffer), out var pages);
        if (error != Errno.None)
        {
            return error;
        }

        var registration = new RingBufferRegistration
        {
            Address = (ulong)pages.Address, Entries = (uint)count, Group = Group,
            Flags = mayBeIncremental ? RingBufferFlags.Incremental : RingBufferFlags.None,
        };
        error = RingCalls.RegisterBuffers(ring.Descriptor, registration);
        var isIncremental = mayBeIncremental && error == Errno.None;
        if (mayBeIncremental && error == Errno.EINVAL)
        {
            error = RingCalls.RegisterBuffers(
                ring.Descriptor, registration with { Flags = RingBufferFlags.None });
        }

        if (error != Errno.None)
        {
            pages.Free();
            return error;
        }

        buffers = new BufferRing(pages, count, size, isIncremental);
        return Errno.None;
    }

    /// <summary>Takes what a completion says was received. Whoever gets it gives it back.</summary>
    public BufferPart Take(in RingCompletion completion)
    {
        var id = completion.BufferId;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id, _mask);
        var offset = _filled[id];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(completion.Result, _size - offset);
        _filled[id] = offset + completion.Result;
        if (completion.HasMoreOfBuffer)
        {
            // The kernel's hold stays, and the reader's is added.
            Interlocked.Increment(ref _holders[id]);
        }
        else
        {
            // The kernel's hold becomes the reader's.
            Interlocked.Decrement(ref _kernels);
        }

        return new BufferPart(this, id, offset, completion.Result);
    }

    /// <summary>Copies what a completion says was received, all of it, and keeps none of it.</summary>
    public void Copy(in RingCompletion completion, Span<byte> destination)
    {
        var id = completion.BufferId;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id, _mask);
        var (offset, length) = (_filled[id], completion.Result);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _size - offset);
        _memory.AsSpan((id * _size) + offset, length).CopyTo(destination);
        if (completion.HasMoreOfBuffer)
        {
            _filled[id] = offset + length;
            return;
        }

        Interlocked.Decrement(ref _kernels);
        Release(id);
    }

    /// <summary>The bytes of a part, for as long as it is held.</summary>
    public Memory<byte> Bytes(int id, int offset, int length) => _memory.AsMemory((id * _size) + offset, length);

    /// <summary>Gives a part back.</summary>
    public void Release(in BufferPart part) => Release(part.Id);

    /// <summary>
    /// The ring was closed. Parts may still be held; the memory goes with the last of them.
    /// </summary>
    public void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            _pages.Free();
        }
    }

    private void Release(int id)
    {
        if (Interlocked.Decrement(ref _holders[id]) == 0)
        {
            Provide(id);
        }
    }

    /// <summary>Gives the kernel a buffer, whole. Its hold on it is the first one.</summary>
    private void Provide(int id)
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return;
            }

            _filled[id] = 0;
            _holders[id] = 1;
            Interlocked.Increment(ref _kernels);
            var entries = (RingBuffer*)_pages.Address;
            var entry = entries + (_tail & _mask);
            // Field by field: the tail of the ring lies in the first entry.
            entry->Address = (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, id * _size);
            entry->Length = (uint)_size;
            entry->Id = (ushort)id;
            Volatile.Write(ref entries->Tail, ++_tail);
        }
    }
}
