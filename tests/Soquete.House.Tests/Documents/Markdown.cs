using System.Text.RegularExpressions;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Documents;

/// <summary>A page of documentation: what it links to, and the command lines in its code blocks.</summary>
internal sealed partial class Markdown
{
    private const string Prompt = "$ ";

    private readonly string _path;
    private readonly string _text;

    private Markdown(string path, string text)
    {
        _path = path;
        _text = text;
    }

    public string Path => _path;

    /// <summary>The files of the checkout that the page links to, from its root.</summary>
    public IEnumerable<string> Links =>
        from Match link in Link().Matches(_text)
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://") && !target.StartsWith("mailto:", StringComparison.Ordinal)
        select System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.GetFullPath(target, Folder));

    /// <summary>
    /// The commands of code blocks: each line of a script, and in a console's each that has a prompt, unless the line
    /// below shows that it is refused.
    /// </summary>
    public IEnumerable<string> CommandLines =>
        from Match block in Fence().Matches(_text)
        let lines = block.Groups["body"].Value.TrimEnd('\n').Split('\n')
        from command in block.Groups["language"].Value == "console" ? Prompted(lines) : lines
        select command.Trim();

    private string Folder => System.IO.Path.GetDirectoryName(Repository.Full(_path))!;

    public static Markdown Read(string path) => new(path, Repository.Text(path));

    public static Markdown Parse(string path, string text) => new(path, text);

    public static IEnumerable<Markdown> All() => Repository.Files("*.md").Select(Read);

    private static IEnumerable<string> Prompted(string[] lines) =>
        from line in lines.Index()
        where line.Item.StartsWith(Prompt, StringComparison.Ordinal)
        where !(lines.ElementAtOrDefault(line.Index + 1) ?? "").StartsWith("soquete: ", StringComparison.Ordinal)
        select line.Item[Prompt.Length..];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(
        @"^```(?<language>sh|console|bash)\n(?<body>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
