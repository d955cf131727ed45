using System.Buffers;

namespace Soquete.Engines.IoUring;

/// <summary>Bytes of a sequence that is read: a part of a ring's buffer, or an array of the pool.</summary>
internal sealed class ReadSegment : ReadOnlySequenceSegment<byte>, IDisposable
{
    private BufferPart _part;
    private byte[]? _rented;

    /// <summary>
    /// A reader that nobody completed, as where a handler failed between its calls. The ring gets its buffer back when
    /// nobody can see the bytes any more.
    /// </summary>
    ~ReadSegment()
    {
        if (HoldsBuffer)
        {
            _part.Release();
        }
    }

    public int Length => Memory.Length;

    /// <summary>Whether it holds a buffer of the ring.</summary>
    public bool HoldsBuffer => _part.Owner is not null;

    public ReadSegment? Following => (ReadSegment?)Next;

    public void Hold(in BufferPart part)
    {
        _part = part;
        Memory = part.Bytes;
    }

    /// <summary>Takes over an array of the pool, with so many bytes in it.</summary>
    public void Hold(byte[] rented, int length)
    {
        _rented = rented;
        Memory = rented.AsMemory(0, length);
    }

    /// <summary>Takes in what follows right behind in the same buffer.</summary>
    public bool TryJoin(in BufferPart next)
    {
        if (!HoldsBuffer || !_part.TryJoin(next, out var joined))
        {
            return false;
        }

        Hold(joined);
        return true;
    }

    /// <summary>Puts it behind another.</summary>
    public void Follow(ReadSegment last)
    {
        RunningIndex = last.RunningIndex + last.Length;
        last.Next = this;
    }

    /// <summary>Moves its bytes to an array, so that the ring gets its buffer back.</summary>
    public void Detach()
    {
        if (HoldsBuffer)
        {
            var bytes = _part.Bytes;
            var rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(rented);
            _part.Release();
            _part = default;
            Hold(rented, bytes.Length);
        }
    }

    /// <summary>Gives back what it holds, for good.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what it holds.</summary>
    public void Release()
    {
        if (HoldsBuffer)
        {
            _part.Release();
        }

        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        (_part, _rented, Memory, Next, RunningIndex) = (default, null, default, null, 0);
    }
}
