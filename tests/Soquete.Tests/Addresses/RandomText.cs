using System.Text;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>Texts of the characters that matter to the grammar.</summary>
internal static class RandomText
{
    private static readonly string[] Awkward =
    [
        ",", "\\", "=", ":", "/", "//", "@", "%", "[", "]", "*", "'", "\"", " ", "é", "漢", "😀", "\t", "\n", "-",
        "0", "x", "Z", ".",
    ];

    /// <summary>Well-formed Unicode without NUL, of at most so many bytes in UTF-8, never empty.</summary>
    public static string Of(Random random, int mostBytes)
    {
        var builder = new StringBuilder("x");
        var bytes = 1;
        for (var left = random.Next(mostBytes); left > 0; left--)
        {
            var piece = random.Coin() ? random.Pick(Awkward) : ((char)random.Next('a', 'z' + 1)).ToString();
            bytes += Encoding.UTF8.GetByteCount(piece);
            if (bytes > mostBytes)
            {
                break;
            }

            builder.Insert(random.Next(builder.Length + 1) is var at && IsBoundary(builder, at) ? at : 0, piece);
        }

        return builder.ToString();
    }

    /// <summary>Letters, digits and hyphens, beginning and ending with a letter.</summary>
    public static string Label(Random random, int most)
    {
        var middle = Enumerable.Range(0, random.Next(Math.Max(1, most - 1)))
            .Select(_ => random.Pick('a', 'q', 'z', '0', '9', '-'));
        return string.Concat(middle.Prepend('n').Append('m'));
    }

    private static bool IsBoundary(StringBuilder text, int at) => at == text.Length || !char.IsLowSurrogate(text[at]);
}
