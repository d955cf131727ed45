using Soquete.Mapping;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Problems;

/// <summary>Sockets whose files are there, and whose are not.</summary>
public class BoundFileTests
{
    [Fact]
    public async Task Sockets_WhenTheirFilesAreGone_ThenThatIsToldOfThose()
    {
        using var folder = new TemporaryFolder();
        await using var built = await Topology.StartAsync(
            $"""
            os.chdir('{folder.Path}')
            listener(AF_UNIX, '{folder["there"]}')
            listener(AF_UNIX, '{folder["gone"]}')
            listener(AF_UNIX, '{folder["replaced"]}')
            listener(AF_UNIX, '\0{Path.GetFileName(folder.Path)}')
            bound(AF_UNIX, '{folder["log"]}')
            bound(AF_UNIX, 'relative')
            bound(AF_UNIX, 'relative-gone')
            for name in ('gone', 'replaced', 'log', 'relative-gone'): os.unlink(name)
            open('replaced', 'w').close()
            stay('alone')
            """, ["alone"]);
        var found = built.EndsOf(ProcessMap.Capture(), "alone").Where(end => end.Problems.Count > 0).ToList();
        Assert.All(found, end => Assert.Equal(MapProblemKind.DeletedFile, Assert.Single(end.Problems).Kind));
        Assert.Equal(
            ["gone", "log", "relative-gone", "replaced"],
            found.Select(end => Path.GetFileName(end.Socket!.LocalText)).Order(StringComparer.Ordinal));
    }

    /// <summary>A path is one of the process's own root (chroot(2)).</summary>
    [RootFact]
    public async Task Socket_WhenItsProcessHasARootOfItsOwn_ThenTheFileIsLookedForThere()
    {
        using var folder = new TemporaryFolder();
        await using var built = await Topology.StartAsync(
            $"""
            os.chroot('{folder.Path}')
            os.chdir('/')
            listener(AF_UNIX, '/inside')
            stay('alone')
            """, ["alone"]);
        Assert.Empty(Assert.Single(built.EndsOf(ProcessMap.Capture(), "alone")).Problems);
    }
}
