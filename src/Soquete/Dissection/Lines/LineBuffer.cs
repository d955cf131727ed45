using System.Globalization;

namespace Soquete.Dissection.Lines;

/// <summary>A line that is written into the same room again and again. What does not fit is left out.</summary>
internal sealed partial class LineBuffer
{
    public const int Capacity = 8192;

    private const string Cut = "[...]";
    private const string Digits = "0123456789abcdef";

    private readonly char[] _text = new char[Capacity];
    private int _length;

    /// <summary>Whether something did not fit.</summary>
    public bool IsFull { get; private set; }

    public void Clear() => (_length, IsFull) = (0, false);

    public ReadOnlySpan<char> Finish()
    {
        if (IsFull)
        {
            _length = Math.Min(_length, Capacity - Cut.Length);
            Cut.CopyTo(_text.AsSpan(_length));
            _length += Cut.Length;
        }

        return _text.AsSpan(0, _length);
    }

    public LineBuffer Add(char c)
    {
        if (_length < Capacity)
        {
            _text[_length++] = c;
        }
        else
        {
            IsFull = true;
        }

        return this;
    }

    public LineBuffer Add(string text)
    {
        var room = _text.AsSpan(_length);
        var count = Math.Min(text.Length, room.Length);
        text.AsSpan(0, count).CopyTo(room);
        _length += count;
        IsFull |= count < text.Length;
        return this;
    }

    public LineBuffer Add(long number)
    {
        IsFull |= !number.TryFormat(_text.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>A number with zeros before it.</summary>
    public LineBuffer AddPadded(long number, int digits)
    {
        Span<char> text = stackalloc char[20];
        for (var i = digits - 1; i >= 0; i--)
        {
            text[i] = (char)('0' + (number % 10));
            number /= 10;
        }

        for (var i = 0; i < digits; i++)
        {
            Add(text[i]);
        }

        return this;
    }

    /// <summary>Hexadecimal digits, as many as there are, with zeros up to the least.</summary>
    public LineBuffer AddHex(ulong number, int least = 1)
    {
        var digits = Math.Max(least, (64 - System.Numerics.BitOperations.LeadingZeroCount(number) + 3) / 4);
        for (var shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        {
            Add(Digits[(int)(number >> shift) & 0xF]);
        }

        return this;
    }

    public LineBuffer AddHex(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            Add(Digits[value >> 4]).Add(Digits[value & 0xF]);
            if (IsFull)
            {
                break;
            }
        }

        return this;
    }

    /// <summary>
    /// Text from a packet: what is not printable ASCII is written as tcpdump(1) does, <c>^J</c> for a line feed and
    /// <c>M-</c> before what is beyond 127.
    /// </summary>
    public LineBuffer AddEscaped(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (IsFull)
            {
                break;
            }

            var c = (char)(value & 0x7F);
            if (value > 0x7F)
            {
                Add("M-");
            }

            if (c is < ' ' or '\x7F')
            {
                Add('^');
                c ^= '\x40';
            }

            Add(c);
        }

        return this;
    }

    /// <summary>Text that somebody else made, such as a name of a process or of a host.</summary>
    public LineBuffer AddEscaped(string text)
    {
        foreach (var c in text)
        {
            Add(c is >= ' ' and < '\x7F' ? c : '?');
        }

        return this;
    }

    /// <summary>Text in a column of so many characters at least.</summary>
    public LineBuffer AddColumn(string text, int width)
    {
        AddEscaped(text);
        for (var i = text.Length; i < width; i++)
        {
            Add(' ');
        }

        return this;
    }

    /// <summary>The mark of what is cut: <c> [|tcp]</c>.</summary>
    public void AddCut(string protocol) => Add(" [|").Add(protocol).Add(']');
}
