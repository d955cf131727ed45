using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>A flow of UDP datagrams on the loopback from one process to another, as many as go without loss.</summary>
internal static class DatagramFlow
{
    /// <summary>The word for it on the command lines of ends.</summary>
    public const string Kind = "datagram-flow";

    private const int MostWindow = 1024;

    /// <summary>What a datagram of 1,200 bytes takes of a receiver's buffer, with the kernel's own part.</summary>
    private const int ChargedBytes = 2560;

    /// <summary>
    /// The most datagrams on their way that any receiver's buffer holds: a power of two, so that batches fill it. The
    /// kernel doubles what is asked for, which it limits to rmem_max (socket(7)).
    /// </summary>
    public static int Window { get; } = FindWindow();

    /// <summary>Lets the sender send for so long, straight to the receiver.</summary>
    /// <param name="end">The command line of either end, up to the words that all take.</param>
    /// <param name="bytes">Of each datagram.</param>
    /// <param name="milliseconds">How long.</param>
    public static Sample Measure(IReadOnlyList<string> end, int bytes, long milliseconds)
    {
        using var participants = new Participants(countsThisProcess: false);
        var port = Loopback.FreeUdpPort();
        using var receiver = EndProcess.Listen(participants, [.. end, "receive", $"{port}", $"{bytes}", $"{Window}"]);
        using var sender = EndProcess.Start(
            participants, [.. end, "send", $"{port}", $"{bytes}", $"{Window}", $"{milliseconds}"]);
        var (sent, _) = sender.Finish();
        var (received, _) = receiver.Finish();
        return new Sample(received.Count, received.Wall, sent.Cpu + received.Cpu)
        {
            Flow = new FlowSample(sent.Count, sent.Cpu, received.Cpu),
            AllocatedBytes = sent.AllocatedBytes + received.AllocatedBytes,
        };
    }

    private static int FindWindow()
    {
        var most = 2 * long.Parse(File.ReadAllText("/proc/sys/net/core/rmem_max")) / ChargedBytes;
        var window = MostWindow;
        while (window > most)
        {
            window /= 2;
        }

        return window;
    }
}
