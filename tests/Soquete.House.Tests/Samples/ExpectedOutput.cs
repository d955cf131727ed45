using System.Text.RegularExpressions;

namespace Soquete.House.Tests.Samples;

/// <summary>
/// What a sample writes, line by line, as its <c>expected.txt</c> has it. A line there that begins with <c>~ </c> is a
/// regular expression for the whole line; the others are the line itself.
/// </summary>
internal static class ExpectedOutput
{
    private const string Expression = "~ ";

    /// <summary>What differs; nothing when the output is as expected.</summary>
    public static IEnumerable<string> Differences(string expected, string actual)
    {
        var wanted = Lines(expected);
        var got = Lines(actual);
        for (var line = 0; line < Math.Max(wanted.Length, got.Length); line++)
        {
            var want = wanted.ElementAtOrDefault(line);
            var have = got.ElementAtOrDefault(line);
            if (want is null || have is null || !Matches(want, have))
            {
                yield return $"line {line + 1}: expected {Shown(want)}, got {Shown(have)}";
            }
        }
    }

    private static bool Matches(string want, string have) => want.StartsWith(Expression, StringComparison.Ordinal)
        ? Regex.IsMatch(have, $@"\A(?:{want[Expression.Length..]})\z")
        : want == have;

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static string Shown(string? line) => line is null ? "nothing more" : $"\"{line}\"";
}
