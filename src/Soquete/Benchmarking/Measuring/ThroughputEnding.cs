using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Ends what is sent, and waits for what is under way.</summary>
internal sealed class ThroughputEnding(Peering peering, IFlows flows, FlowControl control, FirstEnd end)
{
    /// <summary>How often it is seen whether datagrams still come.</summary>
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>How often the server is asked whether it has read everything.</summary>
    private static readonly TimeSpan ReadPeriod = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a cancelled measurement still waits, for what both ends know by then.</summary>
    private static readonly TimeSpan CancelledPatience = TimeSpan.FromSeconds(1);

    /// <summary>How long datagrams are waited for: those that are not there by then are lost.</summary>
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(1);

    public required bool Sends { get; init; }

    public required bool Receives { get; init; }

    public required TimeSpan Patience { get; init; }

    public async Task RunAsync(Timeline timeline, BenchmarkEnding ending)
    {
        await timeline.AnsweredAsync().ConfigureAwait(false);
        flows.ReadTcp();
        await control.EndSendingAsync().ConfigureAwait(false);
        if (peering.Control is { } server)
        {
            await server.TellAsync(MessageKind.Finish, CancellationToken.None).ConfigureAwait(false);
        }

        if (peering.IsDatagrams)
        {
            await DrainDatagramsAsync().ConfigureAwait(false);
        }
        else
        {
            await DrainStreamsAsync(ending).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What a slow link holds may take long: it counts as far as it has come when patience ends, which is no failure.
    /// </summary>
    private async Task DrainStreamsAsync(BenchmarkEnding ending)
    {
        var patience = ending == BenchmarkEnding.Cancelled && CancelledPatience < Patience
            ? CancelledPatience : Patience;
        using var waking = new CancellationTokenSource();
        await Task.WhenAny(end.Task, Task.Delay(patience, waking.Token)).ConfigureAwait(false);
        await waking.CancelAsync().ConfigureAwait(false);
        if (end.Task.IsCompleted)
        {
            await end.Task.ConfigureAwait(false);
            await AwaitServerAsync(patience).ConfigureAwait(false);
        }
        else
        {
            flows.ReadTcp();
            await control.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The server may have ended its own bytes before it has read the last of the client's.</summary>
    private async Task AwaitServerAsync(TimeSpan patience)
    {
        var limit = Clock.Now + Clock.Nanoseconds(patience);
        while (peering.Control is { } server && Clock.Now < limit)
        {
            var counts = await server.AskAsync(CancellationToken.None).ConfigureAwait(false);
            if (counts.Ended >= flows.Meters.Count)
            {
                return;
            }

            await Task.Delay(ReadPeriod).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until everything has come, or until nothing more does.</summary>
    private async Task DrainDatagramsAsync()
    {
        var limit = Clock.Now + Clock.Nanoseconds(LongestQuiet);
        long before;
        long now = -1;
        do
        {
            before = now;
            await Task.Delay(QuietPeriod).ConfigureAwait(false);
            now = await CountReceivedAsync().ConfigureAwait(false);
        }
        while (now != before && now != long.MaxValue && Clock.Now < limit);
        await control.EndAsync().ConfigureAwait(false);
        await end.Ended.ConfigureAwait(false);
    }

    /// <summary>How many datagrams arrived at both ends; the most there is where that is all of them.</summary>
    private async ValueTask<long> CountReceivedAsync()
    {
        var counts = peering.Control is { } server
            ? await server.AskAsync(CancellationToken.None).ConfigureAwait(false) : default;
        var here = Receives ? flows.Received?.Received ?? 0 : 0;
        var sentHere = Sends ? flows.DatagramsSent : 0;
        var isAll = peering.Control is null
            ? here >= sentHere
            : counts.Datagrams.Received >= sentHere && (!Receives || here >= counts.Datagrams.Sent);
        return isAll ? long.MaxValue : here + counts.Datagrams.Received;
    }
}
