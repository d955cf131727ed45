using System.Diagnostics;
using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>One map after the other, as long as they are wanted.</summary>
internal static class RepeatedCapture
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    /// <param name="capture">Captures one.</param>
    /// <param name="interval">From the beginning of one to that of the next; a capture that takes longer delays it.
    /// </param>
    /// <param name="take">Takes each; null for none where there is nothing to capture for now.</param>
    /// <param name="ending">Ends it, with the exception that says so.</param>
    public static async Task RunAsync(
        Func<CancellationToken, ProcessMap?> capture, TimeSpan interval, Action<ProcessMap> take,
        CancellationToken ending)
    {
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            if (capture(ending) is { } map)
            {
                take(map);
            }

            var left = interval - Stopwatch.GetElapsedTime(start);
            await Task.Delay(left > ShortestPause ? left : ShortestPause, ending);
        }
    }
}
