using System.Text.RegularExpressions;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>The command's map of processes that talk in ways that are known.</summary>
public sealed class MapCommandTests : IAsyncLifetime
{
    private Topology _topology = null!;

    public async Task InitializeAsync() => _topology = await Topology.StartAsync();

    public async Task DisposeAsync() => await _topology.DisposeAsync();

    [Fact]
    public async Task Process_WhenMapped_ThenEachOfItsEdgesHasALine()
    {
        var text = await MapAsync(_topology.Name);
        Assert.StartsWith($"{_topology.Name}[{_topology.ServerId}]  root  ", text);
        var far = Regex.Escape(_topology.FarName) + @"\[\d+\]";
        var (path, port) = (Regex.Escape(_topology.Path), _topology.Port);
        Assert.Matches($@"\n  unix +{path} +listening 1/7\n", text);
        Assert.Matches($@"\n  tcp +127\.0\.0\.1:{port} +listening 0/9\n", text);
        Assert.Matches($@"\n  unix +{path} +◀┄┄ itself +waits\n", text);
        Assert.Matches($@"\n  tcp +127\.0\.0\.1:{port} +◀── {far} +127\.0\.0\.1:\* +× 2\n", text);
        Assert.Matches($@"\n. unix +{path} +◀── {far}.*unread|\n! unix +{path} +◀── {far}.*not read", text);
        Assert.Matches($@"\n  unix +═══ {far}\n", text);
        Assert.DoesNotMatch($@"(?m)^{far}", text);
    }

    [Theory]
    [InlineData("PID")]
    [InlineData("PATH")]
    [InlineData(":PORT")]
    [InlineData("PID/FD")]
    [InlineData("unix:PATH")]
    public async Task Target_WhenNamedInEachWay_ThenItIsFound(string target)
    {
        var text = await MapAsync(Filled(target));
        Assert.Contains($"{_topology.Name}[{_topology.ServerId}]  root", text);
        Assert.Contains(_topology.FarName + "[", text);
    }

    [Theory]
    [InlineData("PID/FD", "FAR", "═══")]
    [InlineData("PATH", "FAR", "──▶")]
    [InlineData("PATH", "NEAR", "┄┄▶")]
    [InlineData(":PORT", "FAR", "──▶ 127.0.0.1:PORT")]
    [InlineData("tcp:PORT", "FAR", "──▶ 127.0.0.1:PORT")]
    [InlineData("PID/TCP", "FAR", "──▶ 127.0.0.1:PORT")]
    public async Task Peer_WhenAskedFor_ThenItsProcessAndTheWayAreTold(string end, string who, string way)
    {
        var text = await MapAsync("--peer", Filled(end));
        var name = who == "FAR" ? _topology.FarName : _topology.Name;
        Assert.Contains(text.Split('\n'), line =>
            Regex.IsMatch(line, $@"^{name}\[\d+\] +root +fd \d+ +(unix|tcp) ") && line.Contains(Filled(way)));
    }

    [Fact]
    public async Task Peer_WhenAskedByInode_ThenIsTheSame()
    {
        var link = new FileInfo($"/proc/{_topology.ServerId}/fd/{_topology.PairDescriptor}").LinkTarget!;
        var inode = link["socket:[".Length..^1];
        var asked = await MapAsync("--peer", Filled("PID/FD"));
        Assert.Equal(asked, await MapAsync("--peer", inode));
        Assert.Equal(asked, await MapAsync("--peer", "inode:" + inode));
    }

    [Fact]
    public async Task StuckReader_WhenProblemsAreAskedFor_ThenStandsOut()
    {
        var text = await MapAsync(_topology.FarName, "--problems");
        Assert.Matches($@"\n! unix +──▶ {_topology.Name}\[\d+\]  {Regex.Escape(_topology.Path)}  .*not read", text);
        Assert.Equal(2, text.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Filters_WhenGiven_ThenAllOfThemHold()
    {
        var text = await MapAsync(_topology.Name, "--scheme", "unix,tcp", "--listening", "--state", "listening");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines[1..], line => Assert.Matches("listening|waits", line));
        Assert.DoesNotContain(" unix ", await MapAsync(_topology.Name, "--scheme", "tcp"));
        Assert.Contains(_topology.Name, await MapAsync(_topology.Name, "--user", "0"));
        Assert.Contains(_topology.Name, await MapAsync(_topology.Name, "--namespace", $"pid:{_topology.ServerId}"));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public async Task Lines_WhenTheTerminalIsSoWide_ThenFit(int width)
    {
        var run = await TheCommand.ScriptAsync(
            $"LC_ALL=C.UTF-8 COLUMNS={width} \"$SOQUETE\" map {_topology.Name} --quiet");
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.Contains("◀── " + _topology.FarName, run.Output);
    }

    [Fact]
    public async Task Signs_WhenTheLocaleHasNone_ThenAreAscii()
    {
        var run = await TheCommand.ScriptAsync($"LC_ALL=C \"$SOQUETE\" map {_topology.Name} --quiet");
        Assert.All(run.Output, letter => Assert.True(char.IsAscii(letter)));
        Assert.Contains("<-- " + _topology.FarName, run.Output);
    }

    [Fact]
    public async Task Verbose_WhenGiven_ThenFiguresAreBelow()
    {
        var text = await MapAsync(_topology.Name, "--scheme", "tcp", "--verbose");
        Assert.Contains($"      fd {_topology.AcceptedDescriptor}, inode ", text);
        Assert.Matches(@"rtt \d", text);
        Assert.Contains("network namespace ", text);
        Assert.DoesNotContain("×", text);
    }

    [Theory]
    [InlineData("--dot", "^(strict )?digraph ")]
    [InlineData("--mermaid", "^(flowchart|graph) ")]
    [InlineData("--svg", "<svg ")]
    public async Task Drawing_WhenAskedFor_ThenIsPrinted(string form, string pattern)
    {
        var text = await MapAsync(_topology.Name, form);
        Assert.Matches("(?m)" + pattern, text);
        Assert.Contains(_topology.FarName, text);
    }

    private static async Task<string> MapAsync(params string[] words)
    {
        var quoted = string.Join(' ', words.Select(word => $"'{word}'"));
        var run = await TheCommand.ScriptAsync($"LC_ALL=C.UTF-8 \"$SOQUETE\" map {quoted}");
        Assert.True(run.Status == 0, run.ToString());
        return run.Output;
    }

    private string Filled(string text) => text
        .Replace("PID", $"{_topology.ServerId}", StringComparison.Ordinal)
        .Replace("FD", _topology.PairDescriptor, StringComparison.Ordinal)
        .Replace("/TCP", "/" + _topology.AcceptedDescriptor, StringComparison.Ordinal)
        .Replace("PATH", _topology.Path, StringComparison.Ordinal)
        .Replace("PORT", _topology.Port, StringComparison.Ordinal);
}
