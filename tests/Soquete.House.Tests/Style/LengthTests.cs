using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Style;

public class LengthTests
{
    [Fact]
    public void Files_WhenCounted_ThenAreShort() =>
        Rule.Holds($"Files have at most {Lengths.FileMostly} lines", Lengths.TooLongFile);

    [Fact]
    public void Lines_WhenCounted_ThenAreShort() =>
        Rule.Holds($"Lines have at most {Lengths.Line} columns", Lengths.TooLongLine);

    [Fact]
    public void Methods_WhenCounted_ThenAreShort() =>
        Rule.Holds($"Methods have at most {Lengths.Method} lines", Lengths.TooLongMethod);

    [Fact]
    public void File_WhenOneLineTooLong_ThenIsFound()
    {
        Assert.Empty(Lengths.TooLongFile(SourceFile.Parse("a.cs", new string('\n', Lengths.FileMostly))));
        Assert.Single(Lengths.TooLongFile(SourceFile.Parse("a.cs", new string('\n', Lengths.FileMostly + 1))));
    }

    [Fact]
    public void Line_WhenOneColumnTooLong_ThenIsFound()
    {
        Assert.Empty(Lengths.TooLongLine(SourceFile.Parse("a.cs", new string(' ', Lengths.Line))));
        Assert.Single(Lengths.TooLongLine(SourceFile.Parse("a.cs", new string(' ', Lengths.Line + 1))));
    }

    [Fact]
    public void Method_WhenOneLineTooLong_ThenIsFound()
    {
        Assert.Empty(Lengths.TooLongMethod(MethodOf(Lengths.Method)));
        Assert.Single(Lengths.TooLongMethod(MethodOf(Lengths.Method + 1)));
    }

    [Fact]
    public void Method_WhenItIsATable_ThenIsNotCounted()
    {
        var rows = string.Concat(Enumerable.Repeat("    1,\n", Lengths.Method));
        Assert.Empty(Lengths.TooLongMethod(SourceFile.Parse("a.cs", $"class C {{ int[] M() =>\n[\n{rows}]; }}")));
        Assert.Single(Lengths.TooLongMethod(SourceFile.Parse("a.cs", $"class C {{ int[] M() =>\nN(\n{rows}); }}")));
    }

    private static SourceFile MethodOf(int lines)
    {
        var body = new string('\n', lines - 3);
        return SourceFile.Parse("a.cs", $"class C\n{{\n    [Fact]\n    void M()\n    {{\n{body}    }}\n}}\n");
    }
}
