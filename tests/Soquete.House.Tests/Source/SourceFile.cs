using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Soquete.House.Tests.Source;

/// <summary>One C# file: its path from the root of the checkout, its lines and its syntax.</summary>
internal sealed class SourceFile
{
    private SourceFile(string path, string text)
    {
        Path = path;
        Lines = text.Split('\n');
        Syntax = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
    }

    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    public SyntaxNode Syntax { get; }

    /// <summary>How many lines the file has; a file that ends with a line feed has no empty line after it.</summary>
    public int LineCount => Lines[^1].Length == 0 ? Lines.Count - 1 : Lines.Count;

    public static SourceFile Read(string root, string path) =>
        Parse(path, File.ReadAllText(System.IO.Path.Combine(root, path)));

    public static SourceFile Parse(string path, string text) => new(path, text);

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public Breach Breach(TextSpan where, string what) =>
        new(Path, Syntax.SyntaxTree.GetLineSpan(where).StartLinePosition.Line + 1, what);
}
