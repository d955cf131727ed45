using System.Text.RegularExpressions;

namespace Soquete.Cli.Tests.Documents;

/// <summary>A console block of a document: command lines after <c>$ </c>, and what they print.</summary>
internal sealed partial record ConsoleBlock(string Heading, string Text)
{
    public static IEnumerable<ConsoleBlock> Of(string document)
    {
        foreach (Match block in Blocks().Matches(document))
        {
            var heading = Headings().Matches(document[..block.Index]).LastOrDefault()?.Groups[1].Value ?? "";
            yield return new ConsoleBlock(heading, block.Groups[1].Value);
        }
    }

    /// <summary>The commands as one script, in which each prints its own line before what it prints.</summary>
    public string Script
    {
        get
        {
            var lines = Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(
                line => line.StartsWith("$ ", StringComparison.Ordinal));
            return string.Concat(lines.Select(line =>
                $"printf '%s\\n' {Quote(line)}\n{(line.EndsWith('&') ? Background(line[2..^1]) : line[2..])}\n"));
        }
    }

    /// <summary>
    /// What is to be printed: the block itself, in which <c>N</c> in angle brackets stands for a number and
    /// <c>...</c> for anything.
    /// </summary>
    public string Pattern => "^" + Regex.Escape(Text)
        .Replace("<N>", @"\d+", StringComparison.Ordinal).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + "$";

    public override string ToString() => $"{Heading}: {Text.Split('\n')[0]}";

    /// <summary>What goes to the background is waited for until it has said that it is ready.</summary>
    private static string Background(string line) =>
        $": > .told; {line} 2> .told & until [ -s .told ]; do :; done; cat .told";

    private static string Quote(string text) => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"^```console\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
