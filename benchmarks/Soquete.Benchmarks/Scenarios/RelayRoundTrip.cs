using System.Diagnostics;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What a relay adds to the time that an answer takes.</summary>
internal sealed class RelayRoundTrip : Scenario
{
    private const int MessageBytes = 64;

    public override string Name => "relay-round-trip";

    public override string Operation =>
        $"{MessageBytes} bytes there and back through the relay, on one connection that stays.";

    public override Metric Metric => Metric.RoundTrip;

    public override long Operations => 5000;

    public override IReadOnlyList<Contender> Contenders { get; } = RelayContenders.Of(MeasureAsync);

    private static async Task<Sample> MeasureAsync(RelayUnderTest relay, long count)
    {
        var serving = Threads.RunAsync(() => Serve(relay));
        var began = Stopwatch.GetTimestamp();
        var latencies = await Threads.RunAsync(() => RoundTrips(relay.Port, count));
        var wall = Stopwatch.GetElapsedTime(began);
        await serving;
        return new Sample(count, wall, relay.Participants.End())
        {
            Latencies = latencies, PeakBytes = relay.Participants.PeakBytes,
        };
    }

    private static List<TimeSpan> RoundTrips(int port, long count)
    {
        using var socket = Loopback.Connect(port);
        var message = new byte[MessageBytes];
        var latencies = new List<TimeSpan>((int)count);
        for (var trip = 0; trip < count; trip++)
        {
            var began = Stopwatch.GetTimestamp();
            if (!Loopback.RoundTrip(socket, message))
            {
                throw new MeasurementException("closed before the answer");
            }

            latencies.Add(Stopwatch.GetElapsedTime(began));
        }

        return latencies;
    }

    private static void Serve(RelayUnderTest relay)
    {
        using var socket = Loopback.Accept(relay.Server);
        var message = new byte[MessageBytes];
        while (Loopback.Receive(socket, message))
        {
            socket.Send(message);
        }
    }
}
