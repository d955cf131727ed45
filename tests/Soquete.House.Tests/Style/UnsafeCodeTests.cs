using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Style;

public class UnsafeCodeTests
{
    [Fact]
    public void Unsafe_WhenUsed_ThenStandsBehindTheNativeDoor() =>
        Rule.Holds("unsafe stands in Interop alone", UnsafeCode.Misplaced);

    [Fact]
    public void Unsafe_WhenUsed_ThenSaysWhyItIsSafe() =>
        Rule.Holds("unsafe code says why it is safe", UnsafeCode.Unexplained);

    [Theory]
    [InlineData("src/Soquete/Streams/A.cs", 1)]
    [InlineData("src/Soquete/InteropA.cs", 1)]
    [InlineData("src/Soquete/Interop/A.cs", 0)]
    public void Unsafe_WhenInAFile_ThenThePathDecides(string path, int expected) =>
        Assert.Equal(expected, UnsafeCode.Misplaced(SourceFile.Parse(path, "unsafe class C { }")).Count());

    [Theory]
    [InlineData("class C\n{\n    unsafe void M() { }\n}", 1)]
    [InlineData("class C\n{\n    // SAFETY: none needed.\n\n    unsafe void M() { }\n}", 1)]
    [InlineData("class C\n{\n    // SAFETY: pinned\n    // for the call.\n    private unsafe void M() { }\n}", 0)]
    [InlineData("class C\n{\n    void M()\n    {\n        // SAFETY: pinned.\n        unsafe { }\n    }\n}", 0)]
    public void Unsafe_WhenWithoutAReason_ThenIsFound(string text, int expected) =>
        Assert.Equal(expected, UnsafeCode.Unexplained(SourceFile.Parse("a.cs", text)).Count());
}
