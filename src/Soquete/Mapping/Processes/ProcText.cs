using System.Buffers;
using System.Globalization;
using System.Text;
using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>Text of /proc: from bytes, and to names that end with a NUL.</summary>
internal static class ProcText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <summary>What somebody else chose, fit to be shown.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(Plain) < 0
        ? Encoding.ASCII.GetString(bytes)
        : PrintableBytes.Escape(bytes);

    /// <summary>Writes a number, and the NUL.</summary>
    public static ReadOnlySpan<byte> Name(Span<byte> buffer, int number)
    {
        number.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture);
        buffer[length] = 0;
        return buffer[..(length + 1)];
    }

    /// <summary>Reads the decimal number that the bytes begin with.</summary>
    public static ulong Number(ReadOnlySpan<byte> bytes)
    {
        var number = 0ul;
        foreach (var digit in bytes)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                break;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
