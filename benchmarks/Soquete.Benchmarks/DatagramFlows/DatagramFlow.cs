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

    /// <summary>A quarter of it spreads the cost of telling thin even where datagrams cost little.</summary>
    private const int MostWindow = 4096;

    /// <summary>
    /// What a datagram takes of a receiver's buffer beside its bytes: struct sk_buff, headers, and what the allocation
    /// of 2 KiB leaves unused.
    /// </summary>
    private const int OverheadBytes = 1360;

    /// <summary>
    /// The most datagrams on their way that any receiver's buffer holds, a power of two, so that batches fill it. The
    /// kernel doubles what is asked for, which it limits to rmem_max (socket(7)).
    /// </summary>
    public static int Window(int bytes)
    {
        var room = Math.Min(
            FlowEnd.ReceiveBufferBytes, long.Parse(File.ReadAllText("/proc/sys/net/core/rmem_max")));
        var window = MostWindow;
        while (window > 2 * room / (bytes + OverheadBytes))
        {
            window /= 2;
        }

        return window;
    }

    /// <summary>Lets the sender send for so long, straight to the receiver.</summary>
    /// <param name="end">The command line of either end, up to the words that all take.</param>
    /// <param name="bytes">Of each datagram.</param>
    /// <param name="milliseconds">How long.</param>
    public static Sample Measure(IReadOnlyList<string> end, int bytes, long milliseconds)
    {
        using var participants = new Participants(countsThisProcess: false);
        string[] flow = [$"{Loopback.FreeUdpPort()}", $"{bytes}", $"{Window(bytes)}"];
        using var receiver = EndProcess.Listen(participants, [.. end, "receive", .. flow]);
        using var sender = EndProcess.Start(participants, [.. end, "send", .. flow, $"{milliseconds}"]);
        var (sent, _) = sender.Finish();
        var (received, _) = receiver.Finish();
        return new Sample(received.Count, received.Wall, sent.Cpu + received.Cpu)
        {
            Flow = new FlowSample(sent.Count, sent.Cpu, received.Cpu),
            AllocatedBytes = sent.AllocatedBytes + received.AllocatedBytes,
        };
    }
}
