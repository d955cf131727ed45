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
    /// <param name="domain">tcp, udp, unix, unix-dgram or unix-seqpacket.</param>
    /// <param name="bytes">Of a message.</param>
    /// <param name="count">Round trips.</param>
    /// <param name="apart">Whether each end is kept on a core of its own.</param>
    public static Sample Measure(
        IReadOnlyList<string> end, string domain, int bytes, long count, bool apart = false)
    {
        using var participants = new Participants(countsThisProcess: false);
        var address = domain switch
        {
            "udp" => $"{Loopback.FreeUdpPort()}",
            "tcp" => $"{Loopback.FreePort()}",
            _ => Scratch.FreePath(),
        };
        using var answering = EndProcess.Listen(
            participants, [.. On("0"), .. end, "answer", domain, address, $"{bytes}"]);
        using var asking = EndProcess.Start(
            participants, [.. On("1"), .. end, "ask", domain, address, $"{bytes}", $"{count}"]);
        var (asked, lines) = asking.Finish();
        var (answered, _) = answering.Finish();
        return new Sample(asked.Count, asked.Wall, asked.Cpu + answered.Cpu)
        {
            Latencies = Latencies(lines), AllocatedBytes = asked.AllocatedBytes + answered.AllocatedBytes,
        };

        string[] On(string core) => apart ? ["taskset", "-c", core] : [];
    }

    /// <summary>The nanoseconds that an asking end writes.</summary>
    public static IReadOnlyList<TimeSpan> Latencies(IEnumerable<string> lines) =>
        [.. lines.Select(line => TimeSpan.FromMicroseconds(long.Parse(line) / 1000.0))];
}
