namespace Soquete.Wire.Captures;

/// <summary>
/// The bytes of a file, as many at once as a block has. The buffer grows as bytes come, not when a length is announced.
/// </summary>
internal sealed class CaptureInput(Stream stream)
{
    private const int FirstCapacity = 64 * 1024;

    private byte[] _buffer = new byte[FirstCapacity];
    private int _start;
    private int _end;
    private bool _hasEnded;

    /// <summary>Where <see cref="Bytes"/> begin in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>What was read and not consumed; it stays as it is until more is asked for.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    public bool IsAtEnd => !TryFill(1);

    /// <summary>Reads until there are so many bytes; false where the file ends before.</summary>
    public bool TryFill(int count)
    {
        while (_end - _start < count)
        {
            if (_hasEnded)
            {
                return false;
            }

            MakeRoom(count);
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _hasEnded = read == 0;
        }

        return true;
    }

    public void Consume(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Passes over so many bytes; false where the file ends before.</summary>
    public bool TrySkip(long count)
    {
        while (count > 0)
        {
            if (!TryFill(1))
            {
                return false;
            }

            var passed = (int)Math.Min(count, _end - _start);
            Consume(passed);
            count -= passed;
        }

        return true;
    }

    private void MakeRoom(int count)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }

        if (_end < _buffer.Length && _start + count <= _buffer.Length)
        {
            return;
        }

        var unread = _end - _start;
        var target = unread == _buffer.Length ? new byte[2 * unread] : _buffer;
        Bytes.CopyTo(target);
        (_buffer, _start, _end) = (target, 0, unread);
    }
}
