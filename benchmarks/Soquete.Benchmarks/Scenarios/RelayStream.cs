using System.Diagnostics;
using System.Net.Sockets;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>One connection's bytes through a relay.</summary>
internal sealed class RelayStream : Scenario
{
    public override string Name => "relay-stream";

    public override string Operation =>
        "One TCP connection through the relay, from a client that sends to a server that reads.";

    public override Metric Metric => Metric.Throughput;

    public override long Operations => 2L * 1024 * 1024 * 1024;

    public override IReadOnlyList<Contender> Contenders { get; } = RelayContenders.Of(MeasureAsync);

    private static async Task<Sample> MeasureAsync(RelayUnderTest relay, long bytes)
    {
        var marks = new MemoryMarks(relay.Participants, bytes);
        var began = Stopwatch.GetTimestamp();
        var sending = Threads.RunAsync(() => Send(relay, bytes));
        await Threads.RunAsync(() => Receive(relay, bytes, marks));
        var wall = Stopwatch.GetElapsedTime(began);
        await sending;
        return new Sample(bytes, wall, relay.Participants.End())
        {
            PeakBytes = relay.Participants.PeakBytes, ResidentBytes = marks.Bytes,
        };
    }

    private static void Send(RelayUnderTest relay, long bytes)
    {
        using var socket = Loopback.Connect(relay.Port);
        using var stream = new NetworkStream(socket);
        ByteFlow.Produce(stream, bytes);
        socket.Shutdown(SocketShutdown.Send);
        // Until the server has had it all: a close with the relay's end unread could reset what is still on its way.
        _ = socket.Receive(new byte[1]);
    }

    private static void Receive(RelayUnderTest relay, long bytes, MemoryMarks marks)
    {
        using var socket = Loopback.Accept(relay.Server);
        using var stream = new NetworkStream(socket);
        ByteFlow.Consume(stream, bytes, marks.Passed);
    }
}
