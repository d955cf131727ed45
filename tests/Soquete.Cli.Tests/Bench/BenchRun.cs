using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Bench;

/// <summary>A run of <c>bench --json</c>, its objects read.</summary>
internal sealed record BenchRun(Run Run, IReadOnlyList<JsonElement> Intervals, JsonElement Result)
{
    /// <summary>Runs it to its end, which has to be a good one.</summary>
    public static async Task<BenchRun> MakeAsync(params string[] words)
    {
        await using var child = Child.Command(["bench", "--json", .. words]);
        child.CompleteInput();
        var run = await child.EndAsync(Limits.Transfer);
        Assert.True(run.Status == 0, run.ToString());
        return Of(run);
    }

    public static BenchRun Of(Run run)
    {
        var objects = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        Assert.NotEmpty(objects);
        Assert.All(objects.SkipLast(1), interval => Assert.Equal("interval", Word(interval, "event")));
        Assert.Contains(Word(objects[^1], "event"), new[] { "throughput", "requests" });
        return new BenchRun(run, objects[..^1], objects[^1]);
    }

    public string Word(string name) => Word(Result, name);

    public long Number(string name) => Result.GetProperty(name).GetInt64();

    private static string Word(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}

/// <summary><c>serve bench</c> in a folder of its own, at an address of each kind.</summary>
internal sealed class BenchServing : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private BenchServing(TemporaryFolder folder, ListeningCommand serving, string address) =>
        (_folder, Serving, Address) = (folder, serving, address);

    public ListeningCommand Serving { get; }

    /// <summary>What a client measures.</summary>
    public string Address { get; }

    public static async Task<BenchServing> StartAsync(string scheme, params string[] words)
    {
        var folder = new TemporaryFolder();
        var own = scheme.StartsWith("unix", StringComparison.Ordinal)
            ? $"{scheme}:{folder["s"]}"
            : $"{scheme}:127.0.0.1:0";
        var serving = await ListeningCommand.StartVerbAsync("serve", ["bench", own, .. words]);
        var port = serving.Port;
        return new BenchServing(folder, serving, port.Length == 0 ? own : $"{scheme}:127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        await Serving.DisposeAsync();
        _folder.Dispose();
    }
}
