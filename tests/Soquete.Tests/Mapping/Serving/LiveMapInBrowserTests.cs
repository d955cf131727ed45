using Soquete.Addresses;
using Soquete.Mapping;
using Soquete.Mapping.Serving;
using Soquete.Streams;
using Soquete.Tests.Mapping.Drawing;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Serving;

/// <summary>The live page, with this machine's own processes.</summary>
[Collection(Browser.Collection)]
public class LiveMapInBrowserTests(Browser browser)
{
    [Fact]
    public async Task Connection_WhenMadeAndClosed_ThenAppearsAndDisappears()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:127.0.0.1:0"));
        var port = ((TcpAddress)listener.Address).Port;
        await using var first = Child.Start("socat", "-", $"TCP4:127.0.0.1:{port}");
        await using var served = await listener.AcceptAsync().Soon();
        await using var server = await StartAsync();
        await using var tab = await browser.OpenAsync($"{server.Url}");
        var (here, there) = ($"[data-key=p{Environment.ProcessId}]", $"[data-key=p{first.Id}]");
        await tab.UntilAsync($"document.querySelector('{there}') !== null");
        Assert.Equal("false", await tab.ValueAsync($"document.querySelector('{there}').classList.contains('new')"));

        // A person looks at one process, closely.
        await tab.ClickAsync($"#boxes {here}");
        await tab.KeyAsync("+", "+");
        var (scale, place) = (await tab.ValueAsync(Scale), await tab.PlaceAsync($"#boxes {here}"));
        await using var second = Child.Start("socat", "-", $"TCP4:127.0.0.1:{port}");
        await using var alsoServed = await listener.AcceptAsync().Soon();
        await tab.UntilAsync($"document.querySelector('[data-key=p{second.Id}]')?.classList.contains('new')");
        await tab.UntilAsync($"document.querySelector('.edge.new[data-key^=\"p{second.Id} \"]') !== null");
        await tab.ShootAsync("live");
        Assert.Equal(scale, await tab.ValueAsync(Scale));
        Assert.Equal(place.X, (await tab.PlaceAsync($"#boxes {here}")).X, 3.0);
        Assert.Equal("true", await tab.ValueAsync($"document.querySelector('{here}').classList.contains('selected')"));
        Assert.Equal("live", await tab.ValueAsync("document.getElementById('state').textContent"));

        first.Kill();
        await tab.UntilAsync($"document.querySelector('.edge.gone[data-key^=\"p{first.Id} \"]') !== null");
        await tab.UntilAsync($"document.querySelector('{there}') === null");
        Assert.Empty(tab.Errors);
        Assert.All(tab.Requests, address => Assert.StartsWith($"{server.Url}", address));
    }

    [Fact]
    public async Task Page_WhenTheServerEnds_ThenSaysSo()
    {
        var server = await StartAsync();
        await using var tab = await browser.OpenAsync($"{server.Url}");
        await tab.UntilAsync("document.getElementById('state').textContent === 'live'");
        await server.DisposeAsync();
        await tab.UntilAsync("document.getElementById('state').dataset.state === 'lost'");
    }

    [Fact]
    public async Task Page_WhenOpenedWithAnotherToken_ThenIsForbidden()
    {
        await using var server = await StartAsync();
        await using var tab = await browser.OpenAsync($"http://{server.Url.Authority}/0123456789abcdef/");
        Assert.Equal("Forbidden", (await tab.ValueAsync("document.body.textContent")).Trim());
        Assert.Equal(0, server.Viewers);
    }

    private const string Scale = "document.getElementById('view').getCTM().a";

    /// <summary>Serves what this process is joined to.</summary>
    private static Task<MapPageServer> StartAsync() => MapPageServer.StartAsync(
        Address.Parse("tcp:127.0.0.1:0"),
        new MapPageServerOptions
        {
            Interval = TimeSpan.FromMilliseconds(300),
            Capture = () => ProcessMap.Capture().Select(new MapSelection
            {
                ProcessIds = [Environment.ProcessId], Schemes = ["tcp"],
            }),
        });
}
