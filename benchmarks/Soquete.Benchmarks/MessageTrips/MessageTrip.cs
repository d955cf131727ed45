using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>Messages there and back between two processes, one after the other.</summary>
internal static class MessageTrip
{
    /// <summary>The word for it on the command lines of ends.</summary>
    public const string Kind = "round-trip";

    /// <param name="end">The command line of either end, up to the words that all take.</param>
    /// <param name="domain">udp, unix-dgram or unix-seqpacket.</param>
    /// <param name="bytes">Of a message.</param>
    /// <param name="count">Round trips.</param>
    public static Sample Measure(IReadOnlyList<string> end, string domain, int bytes, long count)
    {
        using var participants = new Participants(countsThisProcess: false);
        var address = domain == "udp" ? $"{Loopback.FreeUdpPort()}" : Scratch.FreePath();
        using var answering = EndProcess.Listen(participants, [.. end, "answer", domain, address, $"{bytes}"]);
        using var asking = EndProcess.Start(participants, [.. end, "ask", domain, address, $"{bytes}", $"{count}"]);
        var (asked, lines) = asking.Finish();
        var (answered, _) = answering.Finish();
        return new Sample(asked.Count, asked.Wall, asked.Cpu + answered.Cpu)
        {
            Latencies = Latencies(lines), AllocatedBytes = asked.AllocatedBytes + answered.AllocatedBytes,
        };
    }

    /// <summary>The nanoseconds that an asking end writes.</summary>
    public static IReadOnlyList<TimeSpan> Latencies(IEnumerable<string> lines) =>
        [.. lines.Select(line => TimeSpan.FromMicroseconds(long.Parse(line) / 1000.0))];
}
