using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>A browser without a window, one for all tests that need it; spoken to by its DevTools protocol.</summary>
[CollectionDefinition(Collection)]
public sealed class Browser : ICollectionFixture<Browser>, IAsyncLifetime
{
    public const string Collection = "in a browser";

    private readonly string _profile = Directory.CreateTempSubdirectory("sq-").FullName;
    private Child? _process;
    private DevTools? _tools;

    public async Task InitializeAsync()
    {
        _process = Child.Start(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--disable-dev-shm-usage", "--remote-debugging-port=0", "--window-size=1400,860",
            $"--user-data-dir={_profile}", "about:blank");
        const string Says = "DevTools listening on ";
        var line = await _process.LineAsync(Says);
        _tools = await DevTools.ConnectAsync(new Uri(line.Split(Says)[1]));
    }

    public async Task DisposeAsync()
    {
        if (_tools is not null)
        {
            await _tools.DisposeAsync();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        // Its children may write for a moment after it was killed.
        await Eventually.HoldsAsync(TryDelete);
    }

    /// <summary>Opens an address, and waits until it is loaded.</summary>
    internal async Task<BrowserTab> OpenAsync(string address, string look = "light")
    {
        var target = await _tools!.CallAsync("Target.createTarget", new { url = "about:blank" });
        var identifier = target.GetProperty("targetId").GetString()!;
        var session = await _tools.CallAsync("Target.attachToTarget", new { targetId = identifier, flatten = true });
        var tab = new BrowserTab(_tools, session.GetProperty("sessionId").GetString()!, identifier);
        await tab.BeginAsync(look);
        await tab.GoAsync(address);
        return tab;
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(_profile, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
