using Soquete.Cli.Failures;
using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>What is watched, and how it begins.</summary>
/// <param name="Capture">Captures the map, or the part of it that is asked for.</param>
/// <param name="Interval">How often.</param>
/// <param name="Sort">The order of rows; keys change it.</param>
internal sealed record WatchRequest(Func<CancellationToken, ProcessMap> Capture, TimeSpan Interval, MapOrder Sort)
{
    public static WatchRequest Of(MapRequest request) =>
        new(ending => Part(request, ProcessMap.Capture(request.Reading, ending)), request.Interval, request.Order);

    /// <summary>The part that is asked for; an empty one while there is none.</summary>
    private static ProcessMap Part(MapRequest request, ProcessMap map)
    {
        try
        {
            return request.PartOf(map).Map;
        }
        catch (NothingFoundException)
        {
            // It may come, or come again.
            return new ProcessMap([], [], [], map.Gaps) { CapturedAt = map.CapturedAt };
        }
    }
}
