using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary>Standard input, message by message.</summary>
internal sealed class MessageInput(StreamConnection input, MessageFraming framing)
{
    private const int FirstRoom = 64 * 1024;

    private byte[] _buffer = new byte[framing.Chunk ?? Math.Min(FirstRoom, framing.Longest)];
    private int _start;
    private int _searched;
    private int _end;
    private long _line;
    private bool _hasEnded;

    /// <summary>The next message, valid until the next call; null at the end of input.</summary>
    /// <exception cref="InputException">A line is longer than a message can be.</exception>
    /// <exception cref="OutputException">Standard input cannot be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out var message))
            {
                return message;
            }

            if (_hasEnded)
            {
                return null;
            }

            await FillAsync(cancellationToken);
        }
    }

    private bool TryTake(out ReadOnlyMemory<byte> message)
    {
        var waiting = _end - _start;
        if (framing.Lines)
        {
            return TryTakeLine(out message);
        }

        var isEnough = waiting >= (framing.Chunk ?? 1) || (_hasEnded && waiting > 0);
        message = isEnough ? Take(waiting, 0) : default;
        return isEnough;
    }

    /// <summary>What has no line feed at the end of input is a line too.</summary>
    private bool TryTakeLine(out ReadOnlyMemory<byte> line)
    {
        var feed = _buffer.AsSpan(_searched.._end).IndexOf((byte)'\n');
        var length = (feed < 0 ? _end : _searched + feed) - _start;
        if (length > framing.Longest)
        {
            throw new InputException($"line {_line + 1} of the input has more than {framing.Longest} bytes");
        }

        _searched = _end;
        var isLine = feed >= 0 || (_hasEnded && length > 0);
        line = isLine ? Take(length, feed < 0 ? 0 : 1) : default;
        return isLine;
    }

    private ReadOnlyMemory<byte> Take(int length, int skipped)
    {
        var taken = _buffer.AsMemory(_start, length);
        _start += length + skipped;
        _searched = _start;
        _line++;
        return taken;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        try
        {
            var count = await input.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count;
            _hasEnded = count == 0;
        }
        catch (SoqueteException failure)
        {
            throw OutputException.Of(failure);
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_end, _searched, _start) = (_end - _start, _searched - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
