using System.Text;

namespace Soquete.Interop;

/// <summary>
/// Bytes in quotes, escaped as a string of C and as strace(1) does it: octal, as short as it is unambiguous.
/// </summary>
internal static class QuotedBytes
{
    public static void Append(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append('"');
        for (var i = 0; i < bytes.Length; i++)
        {
            var isOctalNext = i + 1 < bytes.Length && bytes[i + 1] is >= (byte)'0' and <= (byte)'7';
            AppendByte(text, bytes[i], isOctalNext);
        }

        text.Append('"');
    }

    private static void AppendByte(StringBuilder text, byte value, bool isOctalNext)
    {
        _ = value switch
        {
            (byte)'"' => text.Append("\\\""),
            (byte)'\\' => text.Append("\\\\"),
            (byte)'\t' => text.Append("\\t"),
            (byte)'\n' => text.Append("\\n"),
            (byte)'\v' => text.Append("\\v"),
            (byte)'\f' => text.Append("\\f"),
            (byte)'\r' => text.Append("\\r"),
            >= 0x20 and < 0x7f => text.Append((char)value),
            _ => text.Append('\\').Append(Octal(value, isOctalNext ? 3 : 1)),
        };
    }

    private static string Octal(byte value, int digits) =>
        Convert.ToString(value, 8).PadLeft(digits, '0');
}
