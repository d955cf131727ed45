using Soquete.Addresses;
using Soquete.Benchmarking;

namespace Soquete.Tests.Benchmarking;

/// <summary>A client of its own process, which measures until it is killed.</summary>
internal static class BenchPart
{
    public static Task RunAsync(Address address, Action<string> say)
    {
        var told = new Told(progress =>
        {
            if (progress.BytesSent > 0)
            {
                say("measuring");
            }
        });
        var options = new ThroughputOptions
        {
            Duration = TimeSpan.FromMinutes(30), Interval = TimeSpan.FromMilliseconds(20), Rate = 1_000_000,
            BlockBytes = 100,
        };
        return new LinkBenchmark(address).MeasureThroughputAsync(options, told);
    }
}
