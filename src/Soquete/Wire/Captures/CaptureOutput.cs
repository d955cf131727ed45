namespace Soquete.Wire.Captures;

/// <summary>
/// Gathers packets in one block of memory, and knows which of them are in the file when writing fails.
/// </summary>
internal sealed class CaptureOutput : IDisposable
{
    /// <summary>With so much gathered it is written: large enough for few calls, small enough for a cache.</summary>
    public const int Threshold = 128 * 1024;

    private const int SmallestRecord = 16;

    /// <summary>Room for what is gathered, or for one packet of the greatest length with its words.</summary>
    private const int Capacity = CaptureLimits.MaxPacket + Threshold;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly long _start;
    private readonly bool _isMeasured;
    private readonly byte[] _buffer = new byte[Capacity];
    private readonly int[] _packetEnds = new int[(Threshold / SmallestRecord) + 1];
    private int _used;
    private int _packets;
    private CaptureWriteException? _failure;
    private bool _isDisposed;

    public CaptureOutput(Stream stream, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("The stream is not written to.", nameof(stream));
        }

        (_stream, _leaveOpen) = (stream, leaveOpen);
        _isMeasured = stream.CanSeek && stream.Position == stream.Length;
        _start = _isMeasured ? stream.Position : 0;
    }

    /// <summary>Packets that were given to the stream.</summary>
    public long FlushedPackets { get; private set; }

    /// <summary>Bytes that were given to the stream.</summary>
    public long FlushedBytes { get; private set; }

    public long Packets => FlushedPackets + _packets;

    public long Bytes => FlushedBytes + _used;

    /// <summary>Room for a block, which is then part of the file.</summary>
    /// <exception cref="CaptureWriteException">What came before could not be written.</exception>
    public Span<byte> Take(int length)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is not null || _used + length > Threshold)
        {
            Drain();
        }

        var taken = _buffer.AsSpan(_used, length);
        _used += length;
        return taken;
    }

    /// <summary>Room for a packet.</summary>
    public Span<byte> TakePacket(int length)
    {
        var taken = Take(length);
        _packetEnds[_packets++] = _used;
        return taken;
    }

    /// <summary>Gives everything to the stream, and flushes that.</summary>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Drain();
        _stream.Flush();
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        try
        {
            if (_failure is null)
            {
                Drain();
            }
        }
        finally
        {
            _isDisposed = true;
            if (!_leaveOpen)
            {
                _stream.Dispose();
            }
        }
    }

    private void Drain()
    {
        if (_failure is not null)
        {
            throw new CaptureWriteException(_failure.PacketCount, (IOException)_failure.InnerException!);
        }

        if (_used == 0)
        {
            return;
        }

        try
        {
            _stream.Write(_buffer, 0, _used);
        }
        catch (IOException cause)
        {
            throw _failure = new CaptureWriteException(FlushedPackets + WholePackets(), cause);
        }

        FlushedPackets += _packets;
        FlushedBytes += _used;
        (_packets, _used) = (0, 0);
    }

    /// <summary>How many of the packets here are whole in the file; what came after the last one is cut off.</summary>
    private int WholePackets()
    {
        var ends = _packetEnds.AsSpan(0, _packets);
        var present = _isMeasured ? _stream.Length - _start - FlushedBytes : 0;
        if (present <= 0)
        {
            return 0;
        }

        var found = ends.BinarySearch((int)Math.Min(present, _used));
        var whole = found >= 0 ? found + 1 : ~found;
        Cut(_start + FlushedBytes + (whole == 0 ? 0 : ends[whole - 1]));
        return whole;
    }

    private void Cut(long length)
    {
        try
        {
            _stream.SetLength(length);
        }
        catch (IOException)
        {
            // Part of a packet stays at the end of the file, which readers pass over.
        }
    }
}
