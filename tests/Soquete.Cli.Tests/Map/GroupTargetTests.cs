using System.Security.Cryptography;
using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>Processes named by their container, and by their systemd unit.</summary>
public class GroupTargetTests
{
    [Fact]
    public async Task Unit_WhenNamed_ThenItsProcessesAreTheMap()
    {
        var unit = $"soquete-test-{Guid.NewGuid():N}.service";
        await using var process = await GroupedProcess.StartAsync($"/soquete.slice/{unit}");
        AssertFound(process, await process.MapAsync(unit, "--quiet"));
        var told = ProcessOf(process, await process.MapAsync(unit, "--json", "--quiet"));
        Assert.Equal(unit, told.GetProperty("unit").GetString());
        Assert.EndsWith($"/soquete.slice/{unit}", told.GetProperty("cgroup").GetString());
        Assert.False(told.TryGetProperty("container", out _));
        Assert.Matches($@"\n  \S*.*{unit}.*, network namespace ", (await process.MapAsync(unit, "--verbose")).Output);
        AssertMissed(await process.MapAsync(unit[..^1], "--quiet"));
    }

    [Fact]
    public async Task Container_WhenNamedByItsBeginning_ThenItsProcessesAreTheMap()
    {
        // Digits alone would be a process.
        var identifier = "e" + RandomNumberGenerator.GetHexString(63, lowercase: true);
        await using var process = await GroupedProcess.StartAsync($"/docker/{identifier}");
        foreach (var length in (int[])[4, 11, 12, 13, 64])
        {
            AssertFound(process, await process.MapAsync("--quiet", "--", identifier[..length]));
        }

        var told = ProcessOf(process, await process.MapAsync("--json", "--quiet", "--", identifier[..12]));
        Assert.Equal(identifier[..12], told.GetProperty("container").GetString());
        Assert.False(told.TryGetProperty("unit", out _));
        AssertMissed(await process.MapAsync("--quiet", "--", identifier[..3]));
        AssertMissed(await process.MapAsync("--quiet", "--", identifier[..11] + "x"));
    }

    private static void AssertFound(GroupedProcess process, Run run)
    {
        Assert.True(run.Status == 0, run.ToString());
        Assert.StartsWith($"python3[{process.Id}]  root  ", run.Output);
        Assert.Contains("itself", run.Output);
        Assert.Single(run.Output.Split('\n'), line => line.Contains($"[{process.Id}]") && line[0] != ' ');
    }

    private static void AssertMissed(Run run)
    {
        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.StartsWith("soquete: map: no process, unit, container or socket is named '", run.ErrorLine);
    }

    private static JsonElement ProcessOf(GroupedProcess process, Run run) => Assert.Single(
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement),
        line => line.GetProperty("kind").GetString() == "process" && line.GetProperty("pid").GetInt32() == process.Id);
}
