using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
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
        let lines = LinesWithoutAttributes(node)
        where lines > Method && !IsData(node)
        select file.Breach(node.Span, $"a method of {lines} lines, of {Method}");

    private static int LinesWithoutAttributes(SyntaxNode node)
    {
        var attributes = node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault();
        var first = attributes is null ? node.SpanStart : attributes.GetLastToken().GetNextToken().SpanStart;
        var span = node.SyntaxTree.GetLineSpan(TextSpan.FromBounds(first, node.Span.End));
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    /// <summary>A table or a text, and nothing but that, has the length that it has.</summary>
    private static bool IsData(SyntaxNode node) =>
        node.ChildNodes().OfType<ArrowExpressionClauseSyntax>().SingleOrDefault()?.Expression
            is CollectionExpressionSyntax or LiteralExpressionSyntax or InterpolatedStringExpressionSyntax;
}
