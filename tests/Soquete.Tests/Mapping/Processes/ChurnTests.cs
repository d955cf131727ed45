using Soquete.Mapping;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>Processes that come and go while they are read, and captures by the hundred.</summary>
[Collection(AloneCollection.Name)]
public class ChurnTests
{
    private const int Captures = 100;

    [Fact]
    public async Task Processes_WhenTheyVanishMeanwhile_ThenTheRestIsRead()
    {
        await using var churn = Child.Script(
            "echo begun; while :; do for i in 1 2 3 4; do (: | :) & done; wait; python3 -c 'import socket; "
            + "a = [socket.socketpair() for _ in range(200)]'; done");
        await churn.LineAsync("begun");
        await using var steady = await Support.Topology.StartAsync("keep(socketpair())\nstay('steady')", ["steady"]);
        for (var i = 0; i < Captures; i++)
        {
            steady.AssertEdges("steady unix Paired -- steady unix Paired");
        }
    }

    [Fact]
    public void Captures_WhenMany_ThenLeaveNothingOpenAndNothingHeld()
    {
        ProcessMap.Capture();
        var before = Settled();
        var maps = Enumerable.Range(0, Captures).Select(_ => new WeakReference(ProcessMap.Capture())).ToList();
        // The runtime and the tests before this one have descriptors of their own; a hundred more would be ours.
        Assert.InRange(Settled(), 0, before + (Captures / 2));
        Assert.InRange(maps.Count(map => map.IsAlive), 0, 1);
    }

    [Fact]
    public void Map_WhenCancelled_ThenThrows() => Assert.ThrowsAny<OperationCanceledException>(
        () => ProcessMap.Capture(null, new CancellationToken(canceled: true)));

    /// <summary>The descriptors that are open when what was forgotten is gone.</summary>
    private static int Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }
}
