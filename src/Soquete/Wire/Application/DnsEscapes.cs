using System.Text;

namespace Soquete.Wire.Application;

/// <summary>Bytes as master files have them (RFC 1035 section 5.1).</summary>
internal static class DnsEscapes
{
    private const byte FirstVisible = 0x21;
    private const byte LastVisible = 0x7E;

    /// <summary>Characters that mean something in a master file.</summary>
    private const string Special = "\"().;@$\\";

    public static void AppendLabel(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (var value in label)
        {
            Append(text, value, value is < FirstVisible or > LastVisible, Special);
        }
    }

    /// <summary>A character string between quotation marks, where blanks stand as they are.</summary>
    public static void AppendString(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append('"');
        foreach (var value in bytes)
        {
            Append(text, value, value is < (byte)' ' or > LastVisible, "\"\\");
        }

        text.Append('"');
    }

    private static void Append(StringBuilder text, byte value, bool isNumber, string special)
    {
        if (isNumber)
        {
            text.Append('\\').Append((char)('0' + (value / 100))).Append((char)('0' + (value / 10 % 10)))
                .Append((char)('0' + (value % 10)));
            return;
        }

        if (special.Contains((char)value, StringComparison.Ordinal))
        {
            text.Append('\\');
        }

        text.Append((char)value);
    }
}
