using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>Relays of UDP, whose CPU time is counted by itself, between two ends in C.</summary>
internal static class UdpRelay
{
    /// <summary>The relays that are compared, and the way without one that is their limit.</summary>
    /// <param name="measure">Starts both ends between a relay's port and the port that it relays to.</param>
    public static IReadOnlyList<Contender> Contenders(Func<RelayedEnds, long, Sample> measure)
    {
        return
        [
            Of("soquete relay", Standing.Ours, (port, target) =>
                [Command.Native, "relay", $"udp4:127.0.0.1:{port}", $"udp4:127.0.0.1:{target}"]),
            Of("socat", Standing.Peer, (port, target) =>
                ["socat", "-d", "-d", $"UDP4-LISTEN:{port},bind=127.0.0.1", $"UDP4:127.0.0.1:{target}"]),
            Of("direct", Standing.Limit, null),
        ];

        Contender Of(string name, Standing standing, Func<int, int, string[]>? command) => new(
            name, standing, count => Threads.RunAsync(() =>
            {
                using var ends = new RelayedEnds(command);
                return measure(ends, count);
            }));
    }
}

/// <summary>The processes of one measurement through a relay.</summary>
internal sealed class RelayedEnds(Func<int, int, string[]>? command) : IDisposable
{
    private readonly Participants _participants = new(countsThisProcess: false);

    /// <summary>Runs both ends to their reports.</summary>
    /// <param name="listening">The command line of the end that listens on a port.</param>
    /// <param name="speaking">The command line of the end that sends to a port.</param>
    public RelayedReports Run(Func<int, IReadOnlyList<string>> listening, Func<int, IReadOnlyList<string>> speaking)
    {
        var port = Loopback.FreeUdpPort();
        using var listener = EndProcess.Listen(_participants, listening(port));
        var relay = StartRelay(ref port);
        var before = relay is null ? TimeSpan.Zero : CpuTime.OfRunning(relay.Id);
        using var speaker = EndProcess.Start(_participants, speaking(port));
        var (spoken, lines) = speaker.Finish();
        var cpu = relay is null ? TimeSpan.Zero : CpuTime.OfRunning(relay.Id) - before;
        long? peak = relay is null ? null : ResidentMemory.OfFamily(relay.Id).PeakBytes;
        var (heard, _) = listener.Finish();
        return new RelayedReports(heard, lines, cpu * ((double)spoken.Count / spoken.All!.Value), peak);
    }

    public void Dispose() => _participants.Dispose();

    private Child? StartRelay(ref int port)
    {
        if (command is null)
        {
            return null;
        }

        var target = port;
        port = Loopback.FreeUdpPort();
        return _participants.StartListener(command(port, target));
    }
}

/// <summary>What came of it.</summary>
/// <param name="Heard">The report of the end that listened.</param>
/// <param name="Lines">What the end that spoke wrote after its report.</param>
/// <param name="RelayCpu">The relay's share for what was measured: the rest was spent while the ends warmed up.</param>
/// <param name="PeakBytes">The most that the relay held in memory.</param>
internal sealed record RelayedReports(
    EndReport Heard, IReadOnlyList<string> Lines, TimeSpan RelayCpu, long? PeakBytes);
