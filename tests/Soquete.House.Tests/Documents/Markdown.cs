using System.Text.RegularExpressions;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Documents;

/// <summary>A page of documentation: what it links to, and the command lines in its code blocks.</summary>
internal sealed partial class Markdown
{
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

    /// <summary>The lines of code blocks, without the prompt before them.</summary>
    public IEnumerable<string> CommandLines =>
        from Match block in Fence().Matches(_text)
        from line in block.Groups["body"].Value.TrimEnd('\n').Split('\n')
        select line.Trim().StartsWith("$ ", StringComparison.Ordinal) ? line.Trim()[2..] : line.Trim();

    private string Folder => System.IO.Path.GetDirectoryName(Repository.Full(_path))!;

    public static Markdown Read(string path) => new(path, Repository.Text(path));

    public static Markdown Parse(string path, string text) => new(path, text);

    public static IEnumerable<Markdown> All() => Repository.Files("*.md").Select(Read);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```(sh|console|bash|shell)\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
