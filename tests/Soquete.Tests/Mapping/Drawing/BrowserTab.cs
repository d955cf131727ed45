using System.Collections.Concurrent;
using System.Text.Json;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>A page in the browser: what it does, what it complains about, and a person's hands.</summary>
internal sealed class BrowserTab(DevTools tools, string session, string target) : IAsyncDisposable
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Errors of the console and of scripts.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    /// <summary>The addresses that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async Task BeginAsync(string look)
    {
        tools.Happened += OnEvent;
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await CallAsync($"{domain}.enable");
        }

        await LookAsync(look);
    }

    public async Task GoAsync(string address)
    {
        await CallAsync("Page.navigate", new { url = address });
        await _loaded.Task.Soon();
    }

    /// <summary>What the system's look is said to be: light or dark.</summary>
    public Task LookAsync(string look) => CallAsync(
        "Emulation.setEmulatedMedia",
        new { features = new[] { new { name = "prefers-color-scheme", value = look } } });

    /// <summary>What an expression is.</summary>
    public async Task<string> ValueAsync(string expression)
    {
        var answer = await CallAsync(
            "Runtime.evaluate", new { expression = $"String({expression})", returnByValue = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var details), $"{expression}: {details}");
        return answer.GetProperty("result").GetProperty("value").GetString()!;
    }

    /// <summary>Waits until an expression is true.</summary>
    public Task UntilAsync(string expression) =>
        Eventually.HoldsAsync(async () => await ValueAsync(expression) == "true", expression);

    /// <summary>The middle of what a selector finds, in the window.</summary>
    public async Task<(double X, double Y)> PlaceAsync(string selector)
    {
        var text = await ValueAsync($$"""
            (() => { const r = document.querySelector('{{selector}}').getBoundingClientRect();
              return JSON.stringify([r.x + r.width / 2, r.y + r.height / 2]); })()
            """);
        var place = JsonSerializer.Deserialize<double[]>(text)!;
        return (place[0], place[1]);
    }

    public async Task ClickAsync(string selector)
    {
        var (x, y) = await PlaceAsync(selector);
        await MouseAsync("mouseMoved", x, y);
        await MouseAsync("mousePressed", x, y);
        await MouseAsync("mouseReleased", x, y);
    }

    public Task MouseAsync(string kind, double x, double y, double wheel = 0, bool control = false) => CallAsync(
        "Input.dispatchMouseEvent",
        new
        {
            type = kind, x, y, button = kind == "mouseWheel" ? "none" : "left", clickCount = 1,
            buttons = kind == "mouseReleased" ? 0 : 1, deltaX = 0, deltaY = wheel, modifiers = control ? 2 : 0,
        });

    /// <summary>Fingers on the window: where each of them is now, or none of them any more.</summary>
    public Task TouchAsync(string kind, params (double X, double Y)[] fingers) => CallAsync(
        "Input.dispatchTouchEvent",
        new { type = kind, touchPoints = fingers.Select((at, id) => new { x = at.X, y = at.Y, id }).ToArray() });

    public Task HoverAsync(double x, double y) =>
        CallAsync("Input.dispatchMouseEvent", new { type = "mouseMoved", x, y });

    public async Task KeyAsync(string key, string? text = null, bool shift = false)
    {
        var modifiers = shift ? 8 : 0;
        await CallAsync(
            "Input.dispatchKeyEvent", new { type = "keyDown", key, code = key, text = text ?? "", modifiers });
        await CallAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = key, modifiers });
    }

    public Task TypeAsync(string text) => CallAsync("Input.insertText", new { text });

    /// <summary>Keeps a picture where SOQUETE_SCREENSHOTS names a folder: for people to look at.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SOQUETE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            var shot = await CallAsync("Page.captureScreenshot", new { format = "png" });
            var picture = Convert.FromBase64String(shot.GetProperty("data").GetString()!);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), picture);
        }
    }

    public async ValueTask DisposeAsync()
    {
        tools.Happened -= OnEvent;
        await tools.CallAsync("Target.closeTarget", new { targetId = target });
    }

    private Task<JsonElement> CallAsync(string method, object? parameters = null) =>
        tools.CallAsync(method, parameters, session);

    private void OnEvent(string of, string method, JsonElement parameters)
    {
        if (of != session)
        {
            return;
        }

        switch (method)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Network.requestWillBeSent":
                Requests.Enqueue(parameters.GetProperty("request").GetProperty("url").GetString()!);
                break;
            case "Runtime.exceptionThrown":
            case "Runtime.consoleAPICalled" when parameters.GetProperty("type").GetString() == "error":
            case "Log.entryAdded" when parameters.GetProperty("entry").GetProperty("level").GetString() == "error":
                Errors.Enqueue(parameters.ToString());
                break;
        }
    }
}
