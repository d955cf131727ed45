using Soquete.Mapping;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Pipes and FIFOs, compared edge by edge with what was built.</summary>
public class PipeTopologyTests
{
    [Fact]
    public async Task Pipeline_WhenAShellMadeIt_ThenIsJoinedFromWriterToReader()
    {
        await using var shell = Child.Script("sleep 1000 | cat | cat >/dev/null & jobs -p; echo made; wait");
        await shell.LineAsync("made");
        await Eventually.HoldsAsync(() => Pipeline(shell.Id) == "sleep => cat, cat => cat");
    }

    [Fact]
    public async Task Fifo_WhenItIsOpen_ThenHasItsPathAndBothEnds()
    {
        using var folder = new TemporaryFolder();
        await using var built = await Topology.StartAsync(
            $"""
            os.mkfifo('{folder["f"]}')
            os.mkfifo('{folder["both"]}')
            os.mkfifo('{folder["gone"]}')
            child('reader', lambda: os.open('{folder["f"]}', os.O_RDONLY))
            os.open('{folder["f"]}', os.O_WRONLY)
            os.open('{folder["both"]}', os.O_RDWR)
            os.open('{folder["gone"]}', os.O_RDWR)
            os.unlink('{folder["gone"]}')
            stay('writer')
            """, ["reader", "writer"]);
        var map = built.AssertEdges(
            "writer fifo Writer => reader fifo Reader", "writer fifo Writer => writer fifo Reader",
            "writer fifo Writer => writer fifo Reader");
        var ends = built.EndsOf(map, "writer");
        Assert.Equal(
            new[] { "both", "both", "f", "gone", "gone" }.Select(name => folder[name]),
            ends.Select(end => end.Name!).Order(StringComparer.Ordinal));
        Assert.All(ends, end => Assert.Equal(end.Name == folder["gone"], end.Problems.Count == 1));
    }

    [Fact]
    public async Task Pipe_WhenOneEndIsClosed_ThenTheOtherHasNoEdge()
    {
        await using var built = await Topology.StartAsync(
            """
            reader, writer = os.pipe()
            os.close(writer)
            stay('alone')
            """, ["alone"]);
        Assert.Equal(MapRole.Reader, Assert.Single(built.EndsOf(built.AssertEdges(), "alone")).Role);
    }

    [Fact]
    public async Task Pipes_WhenNotWanted_ThenAreLeftOut()
    {
        await using var built = await Topology.StartAsync("kept = os.pipe()\nstay('alone')", ["alone"]);
        var map = ProcessMap.Capture(new ProcessMapOptions { Pipes = false });
        Assert.DoesNotContain(map.Ends, end => end.Kind is MapEndKind.Pipe or MapEndKind.Fifo);
    }

    /// <summary>The edges between children of the shell, by their names.</summary>
    private static string Pipeline(int shell)
    {
        var map = ProcessMap.Capture();
        return string.Join(
            ", ",
            from edge in map.Edges
            where edge.IsOneWay
            from writer in edge.From.Holders
            from reader in edge.To.Holders
            where writer.Process.ParentId == shell && reader.Process.ParentId == shell
            orderby writer.Process.Name descending
            select $"{writer.Process.Name} => {reader.Process.Name}");
    }
}
