using System.IO.Compression;
using System.Xml.Linq;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Packaging;

/// <summary>The NuGet package as a stranger gets it: packed, opened, and used outside the checkout.</summary>
public sealed class PackageTests(PackageTests.Feed feed) : IClassFixture<PackageTests.Feed>
{
    private const string Program = """
        using Soquete.Addresses;

        Console.WriteLine(Address.Parse("tcp://localhost:7,nodelay"));
        """;

    private const string Library = "Soquete.?.*.nupkg";

    [Fact]
    public void Package_WhenOpened_ThenHasBothFrameworksDocumentationAndReadme()
    {
        using var package = ZipFile.OpenRead(feed.Single(Library));
        var names = package.Entries.Select(entry => entry.FullName).ToHashSet();
        Rule.Holds(
            "The package is complete",
            new[]
            {
                "README.md",
                "lib/net10.0/Soquete.dll", "lib/net10.0/Soquete.xml",
                "lib/net9.0/Soquete.dll", "lib/net9.0/Soquete.xml",
            }.Where(name => !names.Contains(name)));
    }

    [Fact]
    public void Package_WhenDescribed_ThenHasALicenceAndNoDependency()
    {
        using var package = ZipFile.OpenRead(feed.Single(Library));
        using var description = package.GetEntry("Soquete.nuspec")!.Open();
        var elements = XDocument.Load(description).Descendants().ToLookup(element => element.Name.LocalName);
        Assert.Equal("MIT", elements["license"].Single().Value);
        Assert.Equal("README.md", elements["readme"].Single().Value);
        Assert.NotEmpty(elements["description"].Single().Value);
        Assert.Empty(elements["dependency"]);
    }

    [Fact]
    public void SymbolPackage_WhenOpened_ThenHasTheSymbolsOfBothFrameworks()
    {
        using var package = ZipFile.OpenRead(feed.Single("Soquete.?.*.snupkg"));
        var names = package.Entries.Select(entry => entry.FullName).Where(name => Path.GetExtension(name) == ".pdb");
        Assert.Equal(["lib/net10.0/Soquete.pdb", "lib/net9.0/Soquete.pdb"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void KestrelsPackage_WhenOpened_ThenNeedsTheLibraryAndTheSharedFrameworkAlone()
    {
        using var package = ZipFile.OpenRead(feed.Single("Soquete.Kestrel.*.nupkg"));
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotNull(package.GetEntry("lib/net10.0/Soquete.Kestrel.dll"));
        Assert.NotNull(package.GetEntry("lib/net10.0/Soquete.Kestrel.xml"));
        using var description = package.GetEntry("Soquete.Kestrel.nuspec")!.Open();
        var elements = XDocument.Load(description).Descendants().ToLookup(element => element.Name.LocalName);
        Assert.Equal("Soquete", (string)Assert.Single(elements["dependency"]).Attribute("id")!);
        Assert.Equal(
            "Microsoft.AspNetCore.App", (string)Assert.Single(elements["frameworkReference"]).Attribute("name")!);
    }

    [Fact]
    public async Task Package_WhenReferencedByAProgram_ThenItRuns()
    {
        using var folder = new TemporaryFolder();
        var version = Path.GetFileNameWithoutExtension(feed.Single(Library))["Soquete.".Length..];
        folder.Write("Program.cs", Program);
        folder.Write("Stranger.csproj", Project(version));
        folder.Write("nuget.config", Sources(feed.Folder));
        var build = await Finished.Dotnet(folder.Path, "build", "-nologo", "-nodeReuse:false", "-o", "out");
        build.Succeeded();
        var run = await Finished.Dotnet(folder.Path, Path.Combine("out", "Stranger.dll"));
        Assert.Equal("tcp:localhost:7,nodelay\n", run.Succeeded().Output);
    }

    private static string Project(string version) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <RestorePackagesPath>packages</RestorePackagesPath>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Soquete" Version="[{version}]" />
          </ItemGroup>
        </Project>
        """;

    private static string Sources(string feed) => $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="feed" value="{feed}" />
          </packageSources>
        </configuration>
        """;

    /// <summary>A folder of packages, packed once for these tests.</summary>
    public sealed class Feed : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string Folder => _folder.Path;

        public string Single(string pattern) => Assert.Single(Directory.GetFiles(Folder, pattern));

        public async Task InitializeAsync()
        {
            string[] apart = ["-nologo", "-nodeReuse:false", "-p:SoqueteArtifacts=artifacts/pack"];
            foreach (var project in new[] { "src/Soquete", "src/Soquete.Kestrel" })
            {
                var pack = await Finished.Dotnet(Repository.Root, ["pack", project, "-o", Folder, .. apart]);
                pack.Succeeded();
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _folder.Dispose();
    }
}
