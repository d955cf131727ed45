using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Style;

/// <summary>Constructions and words that do not stand in the code.</summary>
internal static partial class Spelling
{
    public static IEnumerable<Breach> AsyncVoid(SourceFile file) =>
        from node in file.Syntax.DescendantNodes()
        where node is MethodDeclarationSyntax method && IsAsyncVoid(method.Modifiers, method.ReturnType)
            || node is LocalFunctionStatementSyntax local && IsAsyncVoid(local.Modifiers, local.ReturnType)
        select file.Breach(node.Span, "async void: nobody can await it, and what it throws ends the process");

    /// <summary>A catch with nothing in it, unless it names what it expects and a comment says why.</summary>
    public static IEnumerable<Breach> EmptyCatch(SourceFile file) =>
        from clause in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0
        where clause.Declaration is null || !clause.Block.DescendantTrivia().Any(IsComment)
        select file.Breach(clause.Span, "swallows: name the exception, and say in a comment why nothing is done");

    public static IEnumerable<Breach> Blocking(SourceFile file) =>
        from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where BlockingCall().IsMatch(string.Concat(access.ToString().Where(letter => !char.IsWhiteSpace(letter))))
        select file.Breach(access.Span, "blocks a thread: await it");

    public static IEnumerable<Breach> Marker(SourceFile file) =>
        from trivia in file.Syntax.DescendantTrivia(descendIntoTrivia: true)
        where IsComment(trivia) && UnfinishedWork().IsMatch(trivia.ToString())
        select file.Breach(trivia.Span, "a marker of unfinished work");

    public static IEnumerable<Breach> EmptyName(SourceFile file) =>
        from name in TypeNames(file).Prepend(Path.GetFileNameWithoutExtension(file.Path)).Distinct()
        where NamesNothing().IsMatch(name)
        select new Breach(file.Path, 0, $"{name}: name it for what is in it");

    private static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax type) =>
        modifiers.Any(SyntaxKind.AsyncKeyword)
        && type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static IEnumerable<string> TypeNames(SourceFile file) =>
        file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text);

    [GeneratedRegex(@"^(System\.Threading\.)?Thread\.Sleep$|\.GetAwaiter\(\)\.GetResult$")]
    private static partial Regex BlockingCall();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex UnfinishedWork();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Utilities)$")]
    private static partial Regex NamesNothing();
}
