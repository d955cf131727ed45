using System.Text.RegularExpressions;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Documents;

/// <summary>What is committed says nothing of the machine that it was written on.</summary>
public partial class MachineNameTests
{
    private static readonly string[] Texts =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".md", ".txt", ".json", ".sh", ".yml", ".editorconfig", ""];

    [Fact]
    public void Files_WhenCommitted_ThenNameNoFolderOfAMachine() => Rule.Holds(
        "No file names a folder of somebody's machine",
        from path in Repository.Files()
        where Texts.Contains(Path.GetExtension(path))
        from line in File.ReadLines(Repository.Full(path)).Index()
        where MachineFolder().IsMatch(line.Item)
        select $"{path}:{line.Index + 1}: {line.Item.Trim()}");

    [Theory]
    [InlineData("/root", "/.nuget", true)]
    [InlineData("see '/work", "/main'", true)]
    [InlineData("artifacts/launcher/work", "/bin", false)]
    public void MachineFolder_WhenInALine_ThenIsFound(string first, string rest, bool expected) =>
        Assert.Equal(expected, MachineFolder().IsMatch(first + rest));

    [GeneratedRegex(@"(?<![\w.$}])/(work|root)/")]
    private static partial Regex MachineFolder();
}
