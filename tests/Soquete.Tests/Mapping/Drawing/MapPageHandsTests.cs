using System.Globalization;
using Soquete.Mapping.Drawing;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>The page under two fingers, and under a keyboard alone.</summary>
[Collection(Browser.Collection)]
public sealed class MapPageHandsTests(Browser browser) : IDisposable
{
    private const string Scale = "document.getElementById('view').getCTM().a";
    private const string Redis = "#boxes [data-key=p109]";
    private const string Details = "document.getElementById('details')";
    private const string Focused = "document.activeElement.dataset.key ?? document.activeElement.id";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Pinch_WhenFingersGoApart_ThenZoomsWhereTheyAre()
    {
        await using var tab = await OpenAsync();
        var (fitted, (x, y)) = (await ScaleAsync(tab), await tab.PlaceAsync(Redis));
        await PinchAsync(tab, x, y, 20, 80);
        Assert.Equal(4, await ScaleAsync(tab) / fitted, 0.1);
        AssertNear((x, y), await tab.PlaceAsync(Redis));
        await PinchAsync(tab, x, y, 80, 40);
        Assert.Equal(2, await ScaleAsync(tab) / fitted, 0.1);
        AssertNear((x, y), await tab.PlaceAsync(Redis));
        // It was no click.
        Assert.Equal("0", await tab.ValueAsync("document.querySelectorAll('.selected').length"));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Fingers_WhenTheyGoTogether_ThenTheMapGoesWithThem()
    {
        await using var tab = await OpenAsync();
        var (before, fitted) = (await tab.PlaceAsync(Redis), await ScaleAsync(tab));
        await tab.TouchAsync("touchStart", (400, 600), (460, 600));
        for (var step = 1; step <= 10; step++)
        {
            var (right, up) = (step * 5, step * 4);
            await tab.TouchAsync("touchMove", (400 + right, 600 - up), (460 + right, 600 - up));
        }

        await tab.TouchAsync("touchEnd");
        AssertNear((before.X + 50, before.Y - 40), await tab.PlaceAsync(Redis));
        Assert.Equal(fitted, await ScaleAsync(tab), 0.01);
        // One finger that stays of two goes on alone.
        await tab.TouchAsync("touchStart", (400, 600));
        await tab.TouchAsync("touchMove", (420, 600));
        await tab.TouchAsync("touchMove", (440, 600));
        await tab.TouchAsync("touchEnd");
        AssertNear((before.X + 90, before.Y - 40), await tab.PlaceAsync(Redis));
        Assert.Empty(tab.Errors);
    }

    /// <summary>So a touchpad's pinch comes: as a wheel with Ctrl held, that would zoom the whole page.</summary>
    [Fact]
    public async Task Wheel_WhenWithControl_ThenZoomsTheMapAndNotThePage()
    {
        await using var tab = await OpenAsync();
        var (fitted, (x, y)) = (await ScaleAsync(tab), await tab.PlaceAsync(Redis));
        var window = await tab.ValueAsync("innerWidth + ' ' + devicePixelRatio");
        await tab.MouseAsync("mouseWheel", x, y, wheel: -300, control: true);
        await tab.UntilAsync($"{Scale} > {fitted.ToString(CultureInfo.InvariantCulture)} * 1.4");
        AssertNear((x, y), await tab.PlaceAsync(Redis));
        Assert.Equal(window, await tab.ValueAsync("innerWidth + ' ' + devicePixelRatio"));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Keys_WhenPressed_ThenDoWhatTheirTitlesSay()
    {
        await using var tab = await OpenAsync();
        var fitted = await ScaleAsync(tab);
        await tab.KeyAsync("+", "+");
        Assert.Equal(1.25, await ScaleAsync(tab) / fitted, 0.01);
        await tab.KeyAsync("-", "-");
        await tab.KeyAsync("-", "-");
        Assert.Equal(0.8, await ScaleAsync(tab) / fitted, 0.01);
        await tab.KeyAsync("0", "0");
        Assert.Equal(fitted, await ScaleAsync(tab), 0.001);
        var (x, y) = await tab.PlaceAsync(Redis);
        await tab.KeyAsync("ArrowUp");
        await tab.KeyAsync("ArrowRight");
        AssertNear((x - 60, y + 60), await tab.PlaceAsync(Redis));
        await tab.KeyAsync("ArrowDown");
        await tab.KeyAsync("ArrowLeft");
        AssertNear((x, y), await tab.PlaceAsync(Redis));
        await tab.KeyAsync("d", "d");
        await tab.UntilAsync("document.documentElement.dataset.look === 'dark'");
        // In the search they are letters.
        await tab.KeyAsync("/", "/");
        await tab.UntilAsync("document.activeElement.id === 'search'");
        await tab.KeyAsync("d", "d");
        await tab.KeyAsync("-", "-");
        await tab.UntilAsync("document.getElementById('search').value === 'd-'");
        Assert.Equal("dark", await tab.ValueAsync("document.documentElement.dataset.look"));
        Assert.Equal(fitted, await ScaleAsync(tab), 0.001);
        Assert.Empty(tab.Errors);
    }

    /// <summary>Each step of somebody who has no mouse: through the buttons, over the map, into what is told.</summary>
    [Fact]
    public async Task Tab_WhenItIsAllThatIsUsed_ThenGoesThroughThePageAndBack()
    {
        await using var tab = await OpenAsync();
        await tab.ValueAsync("document.getElementById('search').focus()");
        var visited = new List<string>();
        do
        {
            await tab.KeyAsync("Tab");
            visited.Add(await tab.ValueAsync(Focused));
        }
        while (visited[^1] is not ("p109" or "search") && visited.Count < 40);

        Assert.Equal("p109", visited[^1]);
        Assert.Equal(["out", "in", "fit", "look", "map", "p100"], visited.SkipWhile(id => id != "out").Take(6));
        Assert.Contains("problems", visited);
        Assert.All(visited.Where(id => id.StartsWith('p') && char.IsDigit(id[1])).CountBy(id => id), count =>
            Assert.Equal(1, count.Value));

        await tab.KeyAsync(" ", " ");
        await tab.UntilAsync($"{Details}.textContent.includes('redis-server[109]')");
        await tab.UntilAsync($"document.querySelector('{Redis}').getAttribute('aria-pressed') === 'true'");
        await tab.KeyAsync("Tab", shift: true);
        Assert.Equal(visited[^2], await tab.ValueAsync(Focused));
        // What was chosen stays so until somebody says otherwise.
        await tab.UntilAsync($"document.querySelector('{Redis}').classList.contains('selected')");
        await tab.KeyAsync("Escape");
        await tab.UntilAsync("document.querySelectorAll('.selected').length === 0");
        Assert.Empty(tab.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task PinchAsync(BrowserTab tab, double x, double y, double from, double to)
    {
        await tab.TouchAsync("touchStart", (x - from, y), (x + from, y));
        for (var step = 1; step <= 10; step++)
        {
            var apart = from + ((to - from) * step / 10);
            await tab.TouchAsync("touchMove", (x - apart, y), (x + apart, y));
        }

        await tab.TouchAsync("touchEnd");
    }

    private static void AssertNear((double X, double Y) expected, (double X, double Y) found) => Assert.True(
        Math.Abs(expected.X - found.X) < 3 && Math.Abs(expected.Y - found.Y) < 3, $"{found} is not at {expected}");

    private static async Task<double> ScaleAsync(BrowserTab tab) =>
        double.Parse(await tab.ValueAsync(Scale), CultureInfo.InvariantCulture);

    private async Task<BrowserTab> OpenAsync()
    {
        await using (var file = new StreamWriter(_folder["map.html"]))
        {
            MapPage.Write(TypicalMap.Create(), file);
        }

        return await browser.OpenAsync($"file://{_folder["map.html"]}", "light");
    }
}
