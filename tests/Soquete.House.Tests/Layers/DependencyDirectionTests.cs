using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Layers;

/// <summary>The arrows of ARCHITECTURE.md, as the compiled assemblies have them.</summary>
public class DependencyDirectionTests
{
    /// <summary>Each part of the library, and the parts that it may name. The root holds failures.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Dependencies.Root] = [],
        ["Addresses"] = [Dependencies.Root, "Interop"],
        ["Interop"] = [Dependencies.Root],
        ["Engines"] = [Dependencies.Root, "Interop"],
        ["Diagnostics"] = [Dependencies.Root, "Interop"],
        ["Streams"] = [Dependencies.Root, "Addresses", "Engines", "Interop"],
    };

    [Fact]
    public void LibraryParts_WhenTheyNameEachOther_ThenOnlyDownwards()
    {
        using var library = ShippedAssembly.Library();
        var forbidden = Dependencies.Of(library).Where(IsForbidden).Select(found => found.ToString());
        Rule.Holds(
            "The arrows in the library run one way (ARCHITECTURE.md)",
            forbidden.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Without this, a reader of instructions that finds nothing would pass the test above.</summary>
    [Fact]
    public void LibraryParts_WhenRead_ThenTheirUsesAreSeen()
    {
        using var library = ShippedAssembly.Library();
        var seen = Dependencies.Of(library).Select(found => (found.UserPart, found.UsedPart)).ToHashSet();
        Assert.Contains(("Streams", "Addresses"), seen);
        Assert.Contains(("Streams", "Engines"), seen);
        Assert.Contains(("Engines", "Interop"), seen);
        Assert.Contains(("Addresses", Dependencies.Root), seen);
    }

    [Fact]
    public void Library_WhenItReferencesAssemblies_ThenOnlyTheSharedFramework()
    {
        using var library = ShippedAssembly.Library();
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Rule.Holds(
            "The library needs the shared framework alone",
            library.References.Where(name => !File.Exists(Path.Combine(framework, $"{name}.dll"))));
    }

    [Fact]
    public void Command_WhenItUsesTheLibrary_ThenNotItsNativeDoor()
    {
        using var command = ShippedAssembly.Command();
        Assert.Contains(command.ForeignTypes, name => name.StartsWith("Soquete.", StringComparison.Ordinal));
        Rule.Holds(
            "The command uses no native call",
            command.ForeignTypes.Where(name => name.StartsWith("Soquete.Interop.", StringComparison.Ordinal)));
    }

    private static bool IsForbidden(Dependency found) =>
        !Allowed.TryGetValue(found.UserPart, out var allowed) || !allowed.Contains(found.UsedPart);
}
