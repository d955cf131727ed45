using System.Diagnostics;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>Short connections through a relay.</summary>
internal sealed class RelayConnections : Scenario
{
    public override string Name => "relay-connections";

    public override string Operation =>
        "Connect through the relay, one byte there and back, the server closes, the client closes; "
        + "one connection after the other.";

    public override Metric Metric => Metric.Connections;

    public override long Operations => 500;

    public override IReadOnlyList<Contender> Contenders { get; } = RelayContenders.Of(MeasureAsync);

    private static async Task<Sample> MeasureAsync(RelayUnderTest relay, long count)
    {
        var serving = Threads.RunAsync(() => Serve(relay, count));
        var began = Stopwatch.GetTimestamp();
        var latencies = await Threads.RunAsync(
            () => Enumerable.Range(0, (int)count).Select(_ => ConnectOnce(relay.Port)).ToList());
        var wall = Stopwatch.GetElapsedTime(began);
        await serving;
        return new Sample(count, wall, relay.Participants.End())
        {
            Latencies = latencies, PeakBytes = relay.Participants.PeakBytes,
        };
    }

    private static TimeSpan ConnectOnce(int port)
    {
        var began = Stopwatch.GetTimestamp();
        using var socket = Loopback.Connect(port);
        var message = new byte[1];
        if (!Loopback.RoundTrip(socket, message))
        {
            throw new MeasurementException("closed before the answer");
        }

        if (socket.Receive(message) != 0)
        {
            throw new MeasurementException("more than the answer came");
        }

        return Stopwatch.GetElapsedTime(began);
    }

    private static void Serve(RelayUnderTest relay, long count)
    {
        var message = new byte[1];
        for (var peer = 0; peer < count; peer++)
        {
            using var socket = Loopback.Accept(relay.Server);
            Loopback.Receive(socket, message);
            socket.Send(message);
        }
    }
}
