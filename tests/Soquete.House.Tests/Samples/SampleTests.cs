using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Samples;

/// <summary>Each sample runs and writes what stands in its <c>expected.txt</c>; its standard input is <c>input.txt</c>, or empty.</summary>
public class SampleTests
{
    public static TheoryData<string> Folders => [.. Repository.Files("*.csproj", "samples").Select(path => Path.GetDirectoryName(path)!)];

    [Fact]
    public void Samples_WhenLookedFor_ThenThereAreSome() => Assert.NotEmpty(Folders);

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Sample_WhenRun_ThenWritesWhatIsExpected(string folder)
    {
        var name = Path.GetFileName(folder);
        var input = Repository.Full($"{folder}/input.txt");
        var run = await Finished.Run(
            "dotnet", Repository.Full(folder), File.Exists(input) ? await File.ReadAllTextAsync(input) : "", Binary(name));
        run.Succeeded();
        Rule.Holds(
            $"{folder} writes what its expected.txt says",
            ExpectedOutput.Differences(Repository.Text($"{folder}/expected.txt"), run.Output));
    }

    [Theory]
    [InlineData("a\nb\n", "a\nb\n", 0)]
    [InlineData("a\n~ pid [0-9]+\n", "a\npid 12\n", 0)]
    [InlineData("~ pid [0-9]+\n", "pid 12 and more\n", 1)]
    [InlineData("a\nb\n", "a\n", 1)]
    [InlineData("a\n", "a\nb\n", 1)]
    [InlineData("a.c\n", "abc\n", 1)]
    public void ExpectedOutput_WhenCompared_ThenEachDifferentLineIsFound(string expected, string actual, int differences) =>
        Assert.Equal(differences, ExpectedOutput.Differences(expected, actual).Count());

    /// <summary>Where the solution's build puts it, beside these tests.</summary>
    private static string Binary(string name) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, "debug", $"{name}.dll"));
}
