using System.Buffers;
using System.Globalization;
using System.Text;

namespace Soquete.Interop;

/// <summary>Bytes that somebody else chose, made safe to print on a terminal.</summary>
internal static class PrintableBytes
{
    /// <summary>
    /// The bytes as UTF-8; what is no UTF-8, controls or invisibly changes the text around it is shown as \xNN.
    /// </summary>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == OperationStatus.Done && IsPrintable(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                AppendHexadecimal(text, bytes[..consumed]);
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static void AppendHexadecimal(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }
    }
}
