using Soquete.Mapping;
using Soquete.Mapping.Drawing;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>The page, as a person uses it.</summary>
[Collection(Browser.Collection)]
public sealed class MapPageInBrowserTests(Browser browser, ITestOutputHelper output) : IDisposable
{
    private const string Redis = "#boxes [data-key=p109]";
    private const string Details = "document.getElementById('details')";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Page_WhenOpened_ThenDrawsTheMapAndAsksForNothing()
    {
        await using var tab = await OpenAsync(TypicalMap.Create());
        Assert.Equal("18", await tab.ValueAsync("document.querySelectorAll('.box').length"));
        Assert.Equal("22", await tab.ValueAsync("document.querySelectorAll('.edge').length"));
        Assert.Contains("14 processes", await tab.ValueAsync("document.getElementById('counts').textContent"));
        // Everything is in the window.
        await tab.UntilAsync("""
            [...document.querySelectorAll('.box')].every(box => { const r = box.getBoundingClientRect();
              return r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight; })
            """);
        await tab.ShootAsync("light");
        Assert.All(tab.Requests, address => Assert.StartsWith("file://", address));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Box_WhenPointedAtAndChosen_ThenItsDetailsAreShown()
    {
        await using var tab = await OpenAsync(TypicalMap.Create());
        var (x, y) = await tab.PlaceAsync(Redis);
        await tab.HoverAsync(x, y);
        await tab.UntilAsync($"!{Details}.hidden && {Details}.textContent.includes('redis-server[109]')");
        await tab.HoverAsync(5, 700);
        await tab.UntilAsync($"{Details}.hidden");
        await tab.ClickAsync(Redis);
        foreach (var fact in (string[])["109", "redis.service", "/usr/bin/redis-server -x", "212 KiB are not read",
            "python3[107] tcp 127.0.0.1:40010", "listens;"])
        {
            await tab.UntilAsync($"{Details}.textContent.includes('{fact}')");
        }

        await tab.UntilAsync("document.querySelector('[data-key=p113]').classList.contains('faint')");
        await tab.UntilAsync("!document.querySelector('[data-key=p107]').classList.contains('faint')");
        await tab.ShootAsync("chosen");
        await tab.KeyAsync("Escape");
        await tab.HoverAsync(5, 700);
        await tab.UntilAsync($"{Details}.hidden && document.querySelectorAll('.box.faint').length === 0");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Search_WhenTyped_ThenMarksAndCentresWhatIsFound()
    {
        await using var tab = await OpenAsync(TypicalMap.Create());
        await tab.KeyAsync("/", "/");
        await tab.UntilAsync("document.activeElement.id === 'search'");
        await tab.TypeAsync("nginx www-data");
        await tab.UntilAsync("document.getElementById('found').textContent === '1 of 3'");
        await tab.KeyAsync("Enter", "\r");
        await tab.UntilAsync("document.getElementById('found').textContent === '2 of 3'");
        Assert.Equal("3", await tab.ValueAsync("document.querySelectorAll('.box.found').length"));
        var ((x, y), map) = (await tab.PlaceAsync(".box.current rect"), await tab.PlaceAsync("#map"));
        Assert.Equal((map.X, map.Y), (x, y), new Near());
        await tab.ShootAsync("search");
        await tab.TypeAsync("zzz");
        await tab.UntilAsync("document.getElementById('found').textContent === 'none'");
        await tab.KeyAsync("Escape");
        await tab.UntilAsync("document.querySelectorAll('.faint').length === 0");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Filters_WhenPressed_ThenTheRestIsFaint()
    {
        await using var tab = await OpenAsync(TypicalMap.Create());
        await tab.ClickAsync("#unix");
        await tab.UntilAsync("[...document.querySelectorAll('.edge.unix')].every(e => e.classList.contains('faint'))");
        await tab.UntilAsync("![...document.querySelectorAll('.edge.tcp')].some(e => e.classList.contains('faint'))");
        await tab.ClickAsync("#unix");
        await tab.ClickAsync("#problems");
        await tab.UntilAsync("document.querySelectorAll('.edge:not(.faint)').length === 1");
        await tab.UntilAsync("document.querySelectorAll('.box:not(.faint)').length === 2");
        Assert.Equal("true", await tab.ValueAsync("document.getElementById('problems').ariaPressed"));
        await tab.ShootAsync("problems");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Look_WhenTheSystemIsDark_ThenIsDarkUntilSomebodyChooses()
    {
        await using var tab = await OpenAsync(TypicalMap.Create(), "dark");
        const string Paper = "getComputedStyle(document.body).backgroundColor";
        await tab.UntilAsync($"{Paper} === 'rgb(19, 22, 27)'");
        await tab.ShootAsync("dark");
        await tab.ClickAsync("#look");
        await tab.UntilAsync($"{Paper} === 'rgb(250, 250, 248)'");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task View_WhenMovedAndZoomed_ThenFollowsAndFitsAgain()
    {
        await using var tab = await OpenAsync(TypicalMap.Create());
        const string Scale = "document.getElementById('view').getCTM().a";
        var (fitted, before) = (await tab.ValueAsync(Scale), await tab.PlaceAsync(Redis));
        await tab.MouseAsync("mouseWheel", before.X, before.Y, wheel: -400);
        await tab.UntilAsync($"{Scale} > {fitted} * 1.5");
        // What the wheel was turned over stayed where it was.
        Assert.Equal(before, await tab.PlaceAsync(Redis), new Near());
        await tab.MouseAsync("mousePressed", 400, 700);
        await tab.MouseAsync("mouseMoved", 430, 720);
        await tab.MouseAsync("mouseMoved", 500, 760);
        await tab.MouseAsync("mouseReleased", 500, 760);
        var moved = await tab.PlaceAsync(Redis);
        Assert.Equal((before.X + 100, before.Y + 60), moved, new Near());
        await tab.KeyAsync("ArrowLeft");
        Assert.Equal((moved.X + 60, moved.Y), await tab.PlaceAsync(Redis), new Near());
        await tab.KeyAsync("0", "0");
        await tab.UntilAsync($"{Scale} === {fitted}");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Keyboard_WhenUsedAlone_ThenReachesEveryProcess()
    {
        await using var tab = await OpenAsync(TypicalMap.Create());
        Assert.Equal("true", await tab.ValueAsync("""
            [...document.querySelectorAll('.box')].every(box => box.tabIndex === 0
              && box.getAttribute('role') === 'button' && box.getAttribute('aria-label').length > 3)
            """));
        await tab.ValueAsync("document.getElementById('map').focus()");
        await tab.KeyAsync("Tab");
        await tab.UntilAsync("document.activeElement.dataset.key === 'p100'");
        await tab.UntilAsync($"{Details}.textContent.includes('systemd[100]')");
        await tab.KeyAsync("Enter", "\r");
        await tab.UntilAsync("document.activeElement.getAttribute('aria-pressed') === 'true'");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Names_WhenTheyMeanHarm_ThenAreTextAndNothingElse()
    {
        var map = RandomMap.Of(SeededRandom.Create(output), 40, hostile: true);
        await using var tab = await OpenAsync(map);
        var boxes = DrawnMap.Of(map).Boxes.Count;
        Assert.Equal($"{boxes}", await tab.ValueAsync("document.querySelectorAll('.box').length"));
        Assert.Equal("3", await tab.ValueAsync("document.querySelectorAll('script, b').length + 1"));
        await tab.ShootAsync("hostile");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Map_WhenOfThousandsOfSockets_ThenIsDrawnAndUsed()
    {
        var map = new SampleMap();
        var servers = Enumerable.Range(0, 20).Select(i => map.Process($"server{i}")).ToList();
        var listeners = servers.Select((server, i) => map.Unix(MapRole.Listener, $"/run/{i}", server)).ToList();
        for (var i = 0; i < 200; i++)
        {
            var client = map.Process($"client{i}");
            for (var j = 0; j < 30; j++)
            {
                map.Connect(client, listeners[(i + j % 2) % listeners.Count]);
            }
        }

        await using var tab = await OpenAsync(map.Build());
        Assert.Equal("220", await tab.ValueAsync("document.querySelectorAll('.box').length"));
        await tab.ShootAsync("large");
        await tab.KeyAsync("/", "/");
        await tab.TypeAsync("client77");
        await tab.UntilAsync("document.getElementById('found').textContent === '1 of 1'");
        Assert.Empty(tab.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<BrowserTab> OpenAsync(ProcessMap map, string look = "light")
    {
        await using (var file = new StreamWriter(_folder["map.html"]))
        {
            MapPage.Write(map, file);
        }

        return await browser.OpenAsync($"file://{_folder["map.html"]}", look);
    }

    /// <summary>Places that are the same but for a pixel or two.</summary>
    private sealed class Near : IEqualityComparer<(double X, double Y)>
    {
        public bool Equals((double X, double Y) a, (double X, double Y) b) =>
            Math.Abs(a.X - b.X) < 3 && Math.Abs(a.Y - b.Y) < 3;

        public int GetHashCode((double X, double Y) place) => 0;
    }
}
