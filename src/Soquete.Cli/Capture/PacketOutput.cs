using System.Text;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Capture;

/// <summary>
/// Standard output for many lines: gathered, and written when there is much of it or when nothing more comes for now.
/// </summary>
internal sealed class PacketOutput
{
    private const int Room = 64 * 1024;

    private readonly byte[] _buffer = new byte[Room];
    private int _used;

    public void WriteLine(ReadOnlySpan<char> line)
    {
        Write(line);
        Take(1)[0] = (byte)'\n';
        _used++;
    }

    /// <exception cref="OutputException">Standard output cannot be written to.</exception>
    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var part = text[..Math.Min(text.Length, Room / 4)];
            var room = Take(Encoding.UTF8.GetMaxByteCount(part.Length));
            _used += Encoding.UTF8.GetBytes(part, room);
            text = text[part.Length..];
        }
    }

    public void WriteLine(ReadOnlySpan<byte> line)
    {
        for (var rest = line; !rest.IsEmpty;)
        {
            var part = rest[..Math.Min(rest.Length, Room)];
            part.CopyTo(Take(part.Length));
            _used += part.Length;
            rest = rest[part.Length..];
        }

        Take(1)[0] = (byte)'\n';
        _used++;
    }

    public void Flush()
    {
        if (_used == 0)
        {
            return;
        }

        if (ClosedDescriptors.Has(StandardDescriptor.Output))
        {
            throw new OutputException("standard output is closed");
        }

        var count = _used;
        _used = 0;
        try
        {
            StandardDescriptor.Write(StandardDescriptor.Output, _buffer.AsSpan(0, count));
        }
        catch (SoqueteException failure)
        {
            throw new OutputException(failure.Message, failure.ErrorName);
        }
    }

    private Span<byte> Take(int length)
    {
        if (_used + length > Room)
        {
            Flush();
        }

        return _buffer.AsSpan(_used);
    }
}
