using System.Buffers.Binary;
using Soquete.Addresses;

namespace Soquete.Framing;

/// <summary>Takes whole messages from the bytes of a stream. Not for several threads.</summary>
/// <remarks>
/// The loop around it receives into <see cref="GetMemory"/>, says with <see cref="Advance"/> how much came, or with
/// <see cref="Complete"/> that it was the end, takes messages with <see cref="TryRead"/> until there is none, and looks
/// at <see cref="Problem"/>. After a problem it gives no more messages, as nothing says where the next one begins. The
/// buffer grows as the bytes of a long message come, not when its length is announced.
/// </remarks>
internal sealed class FrameReader
{
    /// <summary>The longest message, 256 KiB: more than any datagram of the internet domain.</summary>
    public const int MaxMessage = 256 * 1024;

    private const int FirstCapacity = 16 * 1024;
    private const int LeastRoom = 4 * 1024;

    private readonly FrameFormat _format;
    private readonly int _limit;
    private byte[] _buffer;
    private int _start;
    private int _end;
    private int _searched;
    private bool _hasEnded;

    /// <summary>A reader at the beginning of a stream.</summary>
    /// <param name="format">How the boundaries are kept.</param>
    /// <param name="limit">The longest message; <see cref="MaxMessage"/> unless given.</param>
    public FrameReader(FrameFormat format, int limit = MaxMessage)
    {
        _format = format;
        _limit = limit;
        _buffer = new byte[Math.Min(FirstCapacity, MostBuffered)];
    }

    /// <summary>Why there are no more messages; null as long as there may be.</summary>
    public FrameProblem? Problem { get; private set; }

    /// <summary>How many bytes the buffer takes, for as long as the reader lives.</summary>
    public int Capacity => _buffer.Length;

    private int Length => _end - _start;

    /// <summary>Room for the longest message with its length, or with the line feed that ends it.</summary>
    private int MostBuffered => _limit + Frame.LongestPrefix;

    /// <summary>Where to receive to; never empty. Messages that were read are overwritten.</summary>
    /// <exception cref="InvalidOperationException">
    /// There is a problem, or the stream has ended, or messages were left in a buffer that is full.
    /// </exception>
    public Memory<byte> GetMemory()
    {
        if (Problem is not null || _hasEnded)
        {
            throw new InvalidOperationException("No more bytes are read from this stream.");
        }

        MakeRoom();
        return _end < _buffer.Length
            ? _buffer.AsMemory(_end)
            : throw new InvalidOperationException("The messages that came are read first.");
    }

    /// <summary>So many bytes came.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _end += count;
    }

    /// <summary>The stream has ended. A last line may still be read; part of a frame is a problem.</summary>
    public void Complete() => _hasEnded = true;

    /// <summary>Takes the next message, which stays as it is until <see cref="GetMemory"/> is called.</summary>
    /// <returns>Whether there is one; if not, more bytes are needed, there is a problem, or it was the end.</returns>
    public bool TryRead(out ReadOnlyMemory<byte> message)
    {
        message = default;
        return Problem is null && (_format == FrameFormat.Line ? TryReadLine(ref message) : TryReadFrame(ref message));
    }

    private bool TryReadFrame(ref ReadOnlyMemory<byte> message)
    {
        var prefix = Frame.PrefixLength(_format);
        if (Length < prefix)
        {
            return NotYet();
        }

        var bytes = _buffer.AsSpan(_start, prefix);
        var length = prefix == sizeof(ushort)
            ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
            : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length > _limit)
        {
            return Fail(FrameProblem.TooLong(length, _limit));
        }

        return Length - prefix < length ? NotYet() : Take(prefix, (int)length, 0, ref message);
    }

    private bool TryReadLine(ref ReadOnlyMemory<byte> message)
    {
        // What was searched before is not searched again, however slowly a long line comes.
        var found = _buffer.AsSpan(_start + _searched, Length - _searched).IndexOf(Frame.LineFeed);
        var length = found < 0 ? Length : _searched + found;
        _searched = Length;
        if (length > _limit)
        {
            return Fail(FrameProblem.TooLong(length, _limit));
        }

        return found >= 0 ? Take(0, length, 1, ref message)
            : _hasEnded && length > 0 && Take(0, length, 0, ref message);
    }

    private bool Take(int prefix, int length, int delimiter, ref ReadOnlyMemory<byte> message)
    {
        message = _buffer.AsMemory(_start + prefix, length);
        _start += prefix + length + delimiter;
        _searched = 0;
        return true;
    }

    private bool NotYet() =>
        _hasEnded && Length > 0 && Fail(FrameProblem.CutShort(Length, _limit));

    private bool Fail(FrameProblem problem)
    {
        Problem = problem;
        return false;
    }

    private void MakeRoom()
    {
        if (_buffer.Length - _end >= LeastRoom)
        {
            return;
        }

        var target = _buffer.Length - Length < LeastRoom && _buffer.Length < MostBuffered
            ? new byte[Math.Min(2 * _buffer.Length, MostBuffered)]
            : _buffer;
        _buffer.AsSpan(_start, Length).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, Length);
    }
}
