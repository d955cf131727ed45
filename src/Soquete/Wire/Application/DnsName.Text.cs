using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Soquete.Wire.Application;

/// <content>Names as text.</content>
public sealed partial class DnsName
{
    /// <summary>Reads a name as master files have it, such as <c>example.org</c> (RFC 1035 section 5.1).</summary>
    /// <param name="text">
    /// The labels with dots between them; the root's dot may be there or not. <c>\.</c> is a dot in a label, and
    /// <c>\009</c> any byte. Names in other letters than ASCII are given in their ASCII form (RFC 5890).
    /// </param>
    /// <exception cref="FormatException">It is none, or is too long.</exception>
    public static DnsName Parse(ReadOnlySpan<char> text) => TryParse(text, out var name)
        ? name
        : throw new FormatException(
            $"\"{text}\" is not a domain name: labels of 1 to 63 bytes with dots between them, 255 in all");

    /// <summary>Reads what <see cref="Parse"/> reads; false where it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DnsName? name)
    {
        name = text is "." ? Root : null;
        if (name is not null)
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[DnsNameView.LongestName];
        var length = 0;
        while (!text.IsEmpty)
        {
            // The last byte is the root's.
            var room = bytes[length..^1];
            if (room.IsEmpty || !TryTakeLabel(ref text, room[1..], out var count))
            {
                return false;
            }

            room[0] = (byte)count;
            length += 1 + count;
        }

        name = length == 0 ? null : new DnsName([.. bytes[..length], 0]);
        return length > 0;
    }

    /// <summary>The name as master files have it (RFC 1035 section 5.1), with the root's dot.</summary>
    public override string ToString()
    {
        if (IsRoot)
        {
            return ".";
        }

        var text = new StringBuilder(_bytes.Length);
        for (var at = 0; _bytes[at] != 0; at += 1 + _bytes[at])
        {
            DnsEscapes.AppendLabel(text, _bytes.AsSpan(at + 1, _bytes[at]));
            text.Append('.');
        }

        return text.ToString();
    }

    /// <summary>Takes a label, and the dot behind it.</summary>
    private static bool TryTakeLabel(ref ReadOnlySpan<char> text, scoped Span<byte> label, out int count)
    {
        label = label[..Math.Min(label.Length, DnsNameView.LongestLabel)];
        count = 0;
        while (!text.IsEmpty && text[0] != '.')
        {
            if (count == label.Length || !TryTakeByte(ref text, out label[count]))
            {
                return false;
            }

            count++;
        }

        text = text.IsEmpty ? text : text[1..];
        return count > 0;
    }

    private static bool TryTakeByte(ref ReadOnlySpan<char> text, out byte value)
    {
        const int EscapeLength = 4;
        value = (byte)text[0];
        if (text[0] != '\\')
        {
            var isAscii = char.IsAscii(text[0]);
            text = text[1..];
            return isAscii;
        }

        if (text.Length >= EscapeLength && char.IsAsciiDigit(text[1]))
        {
            var isByte = byte.TryParse(text[1..EscapeLength], out value);
            text = text[EscapeLength..];
            return isByte;
        }

        if (text.Length < 2 || !char.IsAscii(text[1]) || char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        value = (byte)text[1];
        text = text[2..];
        return true;
    }
}
