using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Samples;

/// <summary>
/// Each sample runs and writes what stands in its <c>expected.txt</c>; it reads <c>input.txt</c>, or nothing.
/// The solution's build has built it, as <see cref="Packaging.ProjectTests"/> makes sure.
/// </summary>
public class SampleTests
{
    [Fact]
    public async Task Samples_WhenRun_ThenWriteWhatIsExpected()
    {
        var folders = Repository.Files("*.csproj", "samples").Select(path => Path.GetDirectoryName(path)!).ToList();
        Assert.NotEmpty(folders);
        foreach (var folder in folders)
        {
            var binary = Binary(Path.GetFileName(folder));
            var run = await Finished.Run("dotnet", Repository.Full(folder), Input(folder), binary);
            Rule.Holds(
                $"{folder} writes what its expected.txt says",
                ExpectedOutput.Differences(Repository.Text($"{folder}/expected.txt"), run.Succeeded().Output));
        }
    }

    [Theory]
    [InlineData("a\nb\n", "a\nb\n", 0)]
    [InlineData("a\n~ pid [0-9]+\n", "a\npid 12\n", 0)]
    [InlineData("~ pid [0-9]+\n", "pid 12 and more\n", 1)]
    [InlineData("a\nb\n", "a\n", 1)]
    [InlineData("a\n", "a\nb\n", 1)]
    [InlineData("a.c\n", "abc\n", 1)]
    public void Output_WhenCompared_ThenEachDifferentLineIsFound(string expected, string actual, int differences) =>
        Assert.Equal(differences, ExpectedOutput.Differences(expected, actual).Count());

    private static string Input(string folder)
    {
        var path = $"{folder}/input.txt";
        return File.Exists(Repository.Full(path)) ? Repository.Text(path) : "";
    }

    /// <summary>Where the build puts it, beside these tests.</summary>
    private static string Binary(string name) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, "debug", $"{name}.dll"));
}
