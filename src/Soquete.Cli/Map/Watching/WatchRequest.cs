using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>What is watched, and how it begins.</summary>
/// <param name="Capture">Captures the map, or the part of it that is asked for.</param>
/// <param name="Interval">How often.</param>
/// <param name="Sort">The order of rows; keys change it.</param>
internal sealed record WatchRequest(Func<CancellationToken, ProcessMap> Capture, TimeSpan Interval, MapOrder Sort)
{
    public static WatchRequest Of(MapRequest request)
    {
        var capture = new MapCapture(request.Reading);
        return new(ending => request.Next(capture, ending), request.Interval, request.Order);
    }
}
