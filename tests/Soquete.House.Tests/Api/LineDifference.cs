namespace Soquete.House.Tests.Api;

/// <summary>The difference of two listings of headings with indented lines under them.</summary>
internal static class LineDifference
{
    public static IEnumerable<string> Between(IEnumerable<string> before, IEnumerable<string> after)
    {
        var old = ByHeading(before).ToHashSet();
        var now = ByHeading(after).ToHashSet();
        var gone = old.Except(now).Select(line => (line.Heading, Text: $"- {line.Text}"));
        var come = now.Except(old).Select(line => (line.Heading, Text: $"+ {line.Text}"));
        return gone.Concat(come)
            .GroupBy(line => line.Heading, line => line.Text)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => IsOfHeading(group.Key, group.First()) ? group : group.Prepend(group.Key));
    }

    private static bool IsOfHeading(string heading, string text) => text[2..] == heading;

    private static IEnumerable<(string Heading, string Text)> ByHeading(IEnumerable<string> lines)
    {
        var heading = "";
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            heading = line.StartsWith(' ') ? heading : line;
            yield return (heading, line);
        }
    }
}
