using System.Xml.Linq;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Packaging;

public class ProjectTests
{
    [Fact]
    public void Projects_WhenTheyNeedAPackage_ThenItsVersionIsCentral() => Rule.Holds(
        "Versions of packages stand in Directory.Packages.props alone",
        from path in ProjectFiles()
        from package in References(path)
        where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
        select $"{path}: {package}");

    [Fact]
    public void CentralVersions_WhenListed_ThenAreUsed()
    {
        var used = ProjectFiles().SelectMany(References).Select(Name).ToHashSet();
        var listed = XDocument.Load(Repository.Full("Directory.Packages.props")).Descendants("PackageVersion");
        Rule.Holds("Every central version is used", listed.Select(Name).Where(name => !used.Contains(name)));
    }

    [Fact]
    public void Projects_WhenThere_ThenAreInTheSolution()
    {
        var listed = XDocument.Load(Repository.Full("Soquete.slnx")).Descendants("Project")
            .Select(project => (string)project.Attribute("Path")!).ToHashSet();
        var projects = Repository.Files("*.csproj");
        Rule.Holds("Every project is in the solution", projects.Where(path => !listed.Contains(path)));
    }

    [Fact]
    public void Library_WhenItShips_ThenNeedsNoPackage() => Rule.Holds(
        "What ships needs no package",
        from path in ProjectFiles()
        where path.StartsWith("src/", StringComparison.Ordinal)
        from package in References(path)
        where (string?)package.Attribute("PrivateAssets") != "all"
        select $"{path}: {package}");

    private static string Name(XElement package) => (string)package.Attribute("Include")!;

    private static IEnumerable<string> ProjectFiles() =>
        Repository.Files("*.csproj").Concat(Repository.Files("*.props")).Concat(Repository.Files("*.targets"));

    private static IEnumerable<XElement> References(string path) =>
        XDocument.Load(Repository.Full(path)).Descendants("PackageReference");
}
