using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Mapping;
using Soquete.Mapping.Serving;

namespace Soquete.Cli.Map.Pages;

/// <summary>A page that is kept live in browsers, until a signal comes.</summary>
internal static class PageServing
{
    public static async Task RunAsync(Invocation invocation, MapRequest request)
    {
        // A mistake in the target is told at once, and not in a browser.
        request.Capture();
        var capture = new MapCapture(request.Reading);
        var stopping = invocation.Interruption.Stopping;
        await using var server = await MapPageServer.StartAsync(
            request.ServeOn!, new MapPageServerOptions
            {
                Interval = request.Interval, AllowRemote = request.AllowsRemote,
                // A process that was asked for and is gone has nothing any more.
                Capture = () => request.Next(capture, stopping),
            },
            stopping);
        StandardStream.Output.WriteLine(invocation.Settings.Json
            ? JsonLine.Of(("kind", "page"), ("url", $"{server.Url}"), ("address", $"{server.Address}"))
            : $"{server.Url}");
        await server.Completion.WaitAsync(stopping);
    }
}
