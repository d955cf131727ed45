using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Style;

/// <summary>How long files, lines and methods may be.</summary>
internal static class Lengths
{
    public const int FileAlways = 600;
    public const int FileMostly = 400;
    public const int Line = 120;
    public const int Method = 60;

    /// <summary>
    /// Files of more than <see cref="FileMostly"/> and at most <see cref="FileAlways"/> lines, and why.
    /// </summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    public static IEnumerable<Breach> TooLongFile(SourceFile file)
    {
        var limit = LongFiles.ContainsKey(file.Path) ? FileAlways : FileMostly;
        return file.LineCount > limit ? [new Breach(file.Path, 0, $"{file.LineCount} lines, of {limit}")] : [];
    }

    public static IEnumerable<Breach> TooLongLine(SourceFile file) =>
        from line in file.Lines.Index()
        where line.Item.Length > Line
        select new Breach(file.Path, line.Index + 1, $"{line.Item.Length} columns, of {Line}");

    public static IEnumerable<Breach> TooLongMethod(SourceFile file) =>
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let span = file.Syntax.SyntaxTree.GetLineSpan(node.Span)
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > Method
        select file.Breach(node.Span, $"a method of {lines} lines, of {Method}");
}
