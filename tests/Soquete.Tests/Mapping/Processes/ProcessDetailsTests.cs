using Soquete.Mapping;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>What is told of a process.</summary>
public class ProcessDetailsTests
{
    [Fact]
    public async Task Process_WhenItHasASocket_ThenIsToldOf()
    {
        var before = DateTimeOffset.UtcNow - TimeSpan.FromSeconds(3);
        await using var built = await Topology.StartAsync(
            "keep(socketpair())\nopen('/proc/self/comm', 'w').write('a) b \\n')\nstay('alone')", ["alone"]);
        var map = ProcessMap.Capture();
        var process = map.Processes.Single(process => process.Id == built.IdOf("alone"));
        Assert.StartsWith("a) b", process.Name, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', process.Name);
        Assert.Equal(Environment.ProcessId, process.ParentId);
        Assert.Contains("python3 -c import os, signal", process.CommandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(process.CommandLine, char.IsControl);
        Assert.InRange(process.Started!.Value, before, DateTimeOffset.UtcNow + TimeSpan.FromSeconds(1));
        Assert.True(process.IsReadable);
        var own = map.Processes.Single(process => process.Id == Environment.ProcessId);
        Assert.NotEqual(0ul, process.NetworkNamespace);
        Assert.Equal(own.NetworkNamespace, process.NetworkNamespace);
        Assert.Equal(own.UserId, process.UserId);
        Assert.Equal(Environment.UserName, process.User);
    }

    /// <summary>A process that cannot be dumped has files of root's, and is its user's all the same.</summary>
    [RootFact]
    public async Task Process_WhenItChangedItsUser_ThenTheEffectiveOneIsTold()
    {
        await using var built = await Topology.StartAsync(
            "keep(socketpair())\nos.setresuid(4242, 4243, 4244)\nstay('alone')", ["alone"]);
        var process = ProcessMap.Capture().Processes.Single(process => process.Id == built.IdOf("alone"));
        Assert.Equal((4243u, "4243"), (process.UserId, process.User));
    }
}
