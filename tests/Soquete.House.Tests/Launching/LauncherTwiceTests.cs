using System.Diagnostics;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Launching;

/// <summary>What happens while a build runs; a FIFO holds the build back until the test opens it.</summary>
public sealed class LauncherTwiceTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Checkout _checkout = new();

    public async Task InitializeAsync() => (await Finished.Run("mkfifo", "/", "", _checkout.Gate)).Succeeded();

    /// <summary>Lets go whatever still waits at the gate: a test that failed leaves no process behind.</summary>
    public async Task DisposeAsync()
    {
        if (File.Exists(_checkout.Gate))
        {
            await using var gate = new FileStream(_checkout.Gate, FileMode.Open, FileAccess.ReadWrite);
            await gate.WriteAsync("go\ngo\n"u8.ToArray());
        }
    }

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Launcher_WhenAnotherBuilds_ThenWaitsForItAndBuildsNothing()
    {
        var first = _checkout.Launch();
        await BuildHasBegun();
        using var second = Start();
        Assert.Contains("waiting for the build", await second.StandardError.ReadLineAsync().WaitAsync(Limit));
        await File.WriteAllTextAsync(_checkout.Gate, "go\n");
        Assert.StartsWith("native", (await first).Succeeded().Output);
        second.StandardInput.Close();
        Assert.StartsWith("native", await second.StandardOutput.ReadToEndAsync().WaitAsync(Limit));
        await second.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(0, second.ExitCode);
        Assert.Single(_checkout.Builds);
    }

    [Fact]
    public async Task Launcher_WhenTerminatedDuringABuild_ThenEndsItAndTheNextOneBuilds()
    {
        using var first = Start();
        await BuildHasBegun();
        (await Finished.Run("kill", "/", "", first.Id.ToString())).Succeeded();
        await first.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(128 + 15, first.ExitCode);
        File.Delete(_checkout.Gate);
        Assert.StartsWith("native", (await _checkout.Launch().WaitAsync(Limit)).Succeeded().Output);
        Assert.Equal(2, _checkout.Builds.Length);
    }

    private Process Start()
    {
        var start = _checkout.Start(Path.Combine(_checkout.Root, "soquete"));
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    private async Task BuildHasBegun()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!File.Exists($"{_checkout.Gate}.begun"))
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
