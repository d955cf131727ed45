using Microsoft.AspNetCore.Http.Features;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Layers;

/// <summary>The arrows of ARCHITECTURE.md, as the compiled assemblies have them.</summary>
public class DependencyDirectionTests
{
    /// <summary>What the sockets that conversations are held on, of each type, have in common.</summary>
    private static readonly string[] BelowConversations =
    [
        Dependencies.Root, "Addresses", "Ancillary", "Binding", "Connections", "Engines", "Interop", "Peers",
        "Planning",
    ];

    /// <summary>Each part of the library, and the parts that it may name. The root holds failures.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Dependencies.Root] = [],
        ["Interop"] = [Dependencies.Root],
        ["Addresses"] = [Dependencies.Root, "Interop"],
        ["Ancillary"] = ["Interop"],
        ["Diagnostics"] = ["Interop", "Mapping", "SocketTables"],
        ["Engines"] = [Dependencies.Root, "Interop"],
        ["Impairments"] = ["Addresses"],
        ["Framing"] = ["Addresses"],
        ["Peers"] = [Dependencies.Root, "Addresses", "Ancillary", "Interop"],
        ["Planning"] = [Dependencies.Root, "Addresses", "Interop"],
        ["Binding"] = [Dependencies.Root, "Addresses", "Interop", "Planning"],
        ["Connections"] =
            [Dependencies.Root, "Addresses", "Ancillary", "Binding", "Engines", "Interop", "Planning"],
        ["Listening"] = [Dependencies.Root, "Addresses", "Binding", "Engines", "Interop", "Peers"],
        ["Wire"] = [Dependencies.Root],
        ["Mapping"] = [Dependencies.Root, "Addresses", "Interop", "SocketTables", "Streams"],
        ["SocketTables"] = [Dependencies.Root, "Engines", "Interop", "Wire"],
        ["Dissection"] = ["Wire"],
        ["Filters"] = [Dependencies.Root, "Addresses", "Interop", "Wire"],
        ["Raw"] =
        [
            Dependencies.Root, "Addresses", "Datagrams", "Engines", "Filters", "Interop", "Planning", "Wire",
        ],
        ["Probing"] =
        [
            Dependencies.Root, "Addresses", "Datagrams", "Engines", "Filters", "Interop", "Planning", "Streams", "Wire",
        ],
        ["Datagrams"] = [.. BelowConversations, "Framing"],
        ["Messages"] = [.. BelowConversations, "Listening"],
        ["Streams"] = [.. BelowConversations, "Listening"],
        ["Benchmarking"] =
        [
            Dependencies.Root, "Addresses", "Connections", "Datagrams", "Engines", "Interop", "Messages", "Streams",
        ],
        ["Relaying"] =
        [
            Dependencies.Root, "Addresses", "Ancillary", "Connections", "Datagrams", "Engines", "Framing",
            "Impairments", "Interop", "Messages", "Peers", "Raw", "Streams", "Wire",
        ],
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

    /// <summary>An arrow that nothing takes any more is taken out of the table.</summary>
    [Fact]
    public void Arrows_WhenDrawn_ThenEachIsTaken()
    {
        using var library = ShippedAssembly.Library();
        var taken = Dependencies.Of(library).Select(found => (found.UserPart, found.UsedPart)).ToHashSet();
        Rule.Holds(
            "The table has the arrows that there are",
            from part in Allowed
            from used in part.Value
            where !taken.Contains((part.Key, used))
            select $"{part.Key} does not use {used}");
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

    /// <summary>A part that is allowed what is allowed it in turn would make the table say nothing.</summary>
    [Fact]
    public void Arrows_WhenFollowed_ThenNoneLeadsBack() =>
        Assert.All(Allowed.Keys, part => Assert.DoesNotContain(part, BelowOf(part)));

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
    public void Kestrel_WhenItReferencesAssemblies_ThenOnlyTheLibraryAndTheSharedFrameworks()
    {
        using var kestrel = ShippedAssembly.Kestrel();
        var folders = new[] { typeof(object), typeof(IFeatureCollection) }
            .Select(type => Path.GetDirectoryName(type.Assembly.Location)!).ToList();
        Rule.Holds(
            "The transport needs the library and the shared frameworks alone",
            kestrel.References.Where(name => name != Dependencies.Root
                && !folders.Exists(folder => File.Exists(Path.Combine(folder, $"{name}.dll")))));
    }

    [Fact]
    public void Users_WhenTheyUseTheLibrary_ThenNotItsNativeDoor()
    {
        using var command = ShippedAssembly.Command();
        using var kestrel = ShippedAssembly.Kestrel();
        foreach (var user in new[] { command, kestrel })
        {
            Assert.Contains(user.ForeignTypes, name => name.StartsWith("Soquete.", StringComparison.Ordinal));
            Rule.Holds(
                "The command and the transport use no native call",
                user.ForeignTypes.Where(name => name.StartsWith("Soquete.Interop.", StringComparison.Ordinal)));
        }
    }

    private static HashSet<string> BelowOf(string part)
    {
        var below = new HashSet<string>();
        var open = new Stack<string>(Allowed[part]);
        while (open.TryPop(out var next))
        {
            if (below.Add(next))
            {
                Array.ForEach(Allowed[next], open.Push);
            }
        }

        return below;
    }

    private static bool IsForbidden(Dependency found) =>
        !Allowed.TryGetValue(found.UserPart, out var allowed) || !allowed.Contains(found.UsedPart);
}
