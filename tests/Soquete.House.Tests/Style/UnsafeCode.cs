using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Style;

/// <summary><c>unsafe</c>: behind the native door alone, and each time with the reason why it is safe.</summary>
internal static class UnsafeCode
{
    /// <summary>
    /// The native door, the rings that share memory with the kernel, and the tests that measure its structures.
    /// </summary>
    private static readonly string[] Doors =
        ["src/Soquete/Interop", "src/Soquete/Engines/IoUring", "tests/Soquete.Tests/Interop"];

    public static IEnumerable<Breach> Misplaced(SourceFile file) =>
        from token in Keywords(file)
        where !Doors.Any(file.IsUnder)
        select file.Breach(token.Span, $"unsafe code outside {Doors[0]}");

    public static IEnumerable<Breach> Unexplained(SourceFile file) =>
        from token in Keywords(file)
        let statement = token.Parent!
        where !CommentsAbove(file, statement.GetFirstToken()).Any(IsReason)
        select file.Breach(token.Span, "unsafe code without a comment \"// SAFETY: …\" right above it");

    private static bool IsReason(string comment) => comment.StartsWith("// SAFETY:", StringComparison.Ordinal);

    private static IEnumerable<SyntaxToken> Keywords(SourceFile file) =>
        file.Syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.UnsafeKeyword));

    /// <summary>The comment lines that end right above a token's line.</summary>
    private static IEnumerable<string> CommentsAbove(SourceFile file, SyntaxToken token)
    {
        var line = file.Syntax.SyntaxTree.GetLineSpan(token.Span).StartLinePosition.Line;
        return file.Lines.Take(line).Reverse().Select(text => text.Trim())
            .TakeWhile(text => text.StartsWith("//", StringComparison.Ordinal));
    }
}
