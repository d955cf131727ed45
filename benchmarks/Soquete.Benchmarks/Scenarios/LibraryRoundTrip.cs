using System.Diagnostics;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;
using Soquete.Benchmarks.RoundTrips;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What the library costs a program that would otherwise use System.Net.Sockets by hand.</summary>
internal sealed class LibraryRoundTrip(string domain) : Scenario
{
    public override string Name => $"library-{domain}";

    public override string Operation =>
        $"{RoundTripPair.MessageBytes} bytes there and back over {domain}, both ends in one process; "
        + "CPU time and allocations are of both.";

    public override Metric Metric => Metric.RoundTrip;

    public override long Operations => 20_000;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("StreamConnection", Standing.Ours, async () =>
            new StreamConnections(await ConnectionPair.ConnectAsync(domain))),
        Of("its pipes", Standing.Ours, async () => new ConnectionPipes(await ConnectionPair.ConnectAsync(domain))),
        Of("Socket, async", Standing.Peer, () => Of(new AsyncSockets(SocketPair.Connect(domain)))),
        Of("Socket, blocking", Standing.Limit, () => Of(new BlockingSockets(SocketPair.Connect(domain)))),
    ];

    private static Contender Of(string name, Standing standing, Func<Task<RoundTripPair>> connect) =>
        new(name, standing, count => MeasureAsync(connect, (int)count));

    private static Task<RoundTripPair> Of(RoundTripPair pair) => Task.FromResult(pair);

    private static async Task<Sample> MeasureAsync(Func<Task<RoundTripPair>> connect, int count)
    {
        var pair = await connect();
        var log = new LatencyLog(count);
        var echoing = pair.EchoAsync();
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var (cpuBefore, began) = (CpuTime.OfThisProcess(), Stopwatch.GetTimestamp());
        await pair.ExchangeAsync(count, log);
        var (wall, cpu) = (Stopwatch.GetElapsedTime(began), CpuTime.OfThisProcess() - cpuBefore);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        pair.Dispose();
        await echoing;
        return new Sample(count, wall, cpu) { Latencies = log.Times, AllocatedBytes = allocated };
    }
}
