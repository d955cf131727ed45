using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Style;

public class SpellingTests
{
    /// <summary>Where a thread may wait for a task, with the reason.</summary>
    private static readonly Dictionary<string, string> MayBlock = new()
    {
        ["src/Soquete/Streams/Blocking.cs"] = "synchronous members that System.IO.Stream demands",
    };

    [Fact]
    public void Methods_WhenAsynchronous_ThenReturnATask() => Rule.Holds("No method is async void", Spelling.AsyncVoid);

    [Fact]
    public void Catches_WhenEmpty_ThenSayWhy() => Rule.Holds("No exception is swallowed", Spelling.EmptyCatch);

    [Fact]
    public void Threads_WhenWaiting_ThenDoSoInOnePlace() => Rule.Holds(
        "Nothing blocks a thread", file => MayBlock.ContainsKey(file.Path) ? [] : Spelling.Blocking(file));

    [Fact]
    public void Comments_WhenRead_ThenPromiseNoLaterWork() => Rule.Holds("The work is done", Spelling.Marker);

    [Fact]
    public void Names_WhenRead_ThenSayWhatIsThere() => Rule.Holds("A name says what is there", Spelling.EmptyName);

    [Theory]
    [InlineData("class C { async void M() { await X(); } }", 1)]
    [InlineData("class C { void M() { async void L() { await X(); } } }", 1)]
    [InlineData("class C { async Task M() { await X(); } void N() { } }", 0)]
    public void AsyncVoid_WhenInASnippet_ThenIsFound(string text, int expected) =>
        Finds(Spelling.AsyncVoid, text, expected);

    [Theory]
    [InlineData("class C { void M() { try { } catch { } } }", 1)]
    [InlineData("class C { void M() { try { } catch (IOException) { } } }", 1)]
    [InlineData("class C { void M() { try { } catch { /* why */ } } }", 1)]
    [InlineData("class C { void M() { try { } catch (IOException) { /* why */ } } }", 0)]
    [InlineData("class C { void M() { try { } catch { throw; } } }", 0)]
    public void EmptyCatch_WhenInASnippet_ThenIsFound(string text, int expected) =>
        Finds(Spelling.EmptyCatch, text, expected);

    [Theory]
    [InlineData("class C { void M() => Thread.Sleep(1); }", 1)]
    [InlineData("class C { void M() => X()\n  .GetAwaiter()\n  .GetResult(); }", 1)]
    [InlineData("class C { Task M() => Task.Delay(1); }", 0)]
    public void Blocking_WhenInASnippet_ThenIsFound(string text, int expected) =>
        Finds(Spelling.Blocking, text, expected);

    [Theory]
    [InlineData("class C { } // TODO: more", 1)]
    [InlineData("/// <summary>FIXME</summary>\nclass C { }", 1)]
    [InlineData("class C { string S = \"TODO\"; } // mastodon", 0)]
    public void Marker_WhenInAComment_ThenIsFound(string text, int expected) =>
        Assert.Equal(expected > 0, Spelling.Marker(SourceFile.Parse("a.cs", text)).Any());

    [Theory]
    [InlineData("class SocketManager { }", 1)]
    [InlineData("static class PathUtils { }", 1)]
    [InlineData("class Socket { }", 0)]
    public void EmptyName_WhenInASnippet_ThenIsFound(string text, int expected) =>
        Finds(Spelling.EmptyName, text, expected);

    private static void Finds(Func<SourceFile, IEnumerable<Breach>> rule, string text, int expected) =>
        Assert.Equal(expected, rule(SourceFile.Parse("a.cs", text)).Count());
}
