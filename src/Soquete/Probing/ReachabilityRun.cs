using System.Diagnostics;
using System.Net;
using Soquete.Addresses;

namespace Soquete.Probing;

/// <summary>Asks a port by its own protocol. Requests overlap where an answer takes longer than the interval.</summary>
internal sealed class ReachabilityRun : PingRun
{
    private readonly IReachabilityCheck _check;
    private readonly PingOptions _options;
    private readonly Lock _telling = new();

    private ReachabilityRun(IPAddress address, IReachabilityCheck check, PingOptions options)
        : base(address)
    {
        _check = check;
        _options = options;
    }

    public static async ValueTask<ReachabilityRun> OpenAsync(
        PingTarget target, PingOptions options, CancellationToken cancellationToken)
    {
        RequireFitting(target, options);
        var address = await PingAddresses.ChooseAsync(target, options, cancellationToken).ConfigureAwait(false);
        var host = Host.FromAddress(address);
        return new ReachabilityRun(address, target.Transport switch
        {
            UdpAddress udp => new UdpReachability(udp with { Host = host }, options),
            var tcp => new TcpReachability((TcpAddress)tcp! with { Host = host }, options),
        }, options);
    }

    public override void Dispose()
    {
        // Each request has closed its own socket.
    }

    protected override async Task AskAsync(
        Action<PingEvent> tell, Func<bool> pauses, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_options.Deadline is { } deadline)
        {
            ending.CancelAfter(deadline);
        }

        var asking = new List<Task>();
        try
        {
            await AskAllAsync(asking, tell, pauses, ending.Token).ConfigureAwait(false);
            await Task.WhenAll(asking).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The deadline: what is unanswered by then stays so.
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void RequireFitting(PingTarget target, PingOptions options)
    {
        var isTcp = target.Method == PingMethod.Tcp;
        var unfit = options switch
        {
            { Flood: true } => "a flood",
            { DontFragment: true } => "not to be fragmented",
            { Ttl: not null } when isTcp => "a TTL",
            { Size: not PingOptions.DefaultSize } when isTcp => "a size",
            { Unprivileged: not null } => "a kind of socket",
            _ => null,
        };
        if (unfit is not null)
        {
            throw new ArgumentException($"{unfit} does not go with {target}");
        }

        if (options.Interval < PingOptions.LoadingInterval)
        {
            throw new ArgumentException(
                $"an interval under {PingOptions.LoadingInterval.TotalMilliseconds} ms does not go with {target}");
        }
    }

    private async Task AskAllAsync(
        List<Task> asking, Action<PingEvent> tell, Func<bool> pauses, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (long sequence = 1; sequence <= (_options.Count ?? long.MaxValue); sequence++)
        {
            asking.RemoveAll(task => task.IsCompletedSuccessfully);
            Tally.Sent();
            asking.Add(AskOnceAsync(sequence, tell, cancellationToken));
            if (sequence == _options.Count)
            {
                return;
            }

            var left = (sequence * _options.Interval) - Stopwatch.GetElapsedTime(began);
            await PauseAsync(asking, left, cancellationToken).ConfigureAwait(false);
            while (pauses())
            {
                await PauseAsync(asking, _options.Interval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for the next request's time, or for one that fails: who is told may throw.</summary>
    private static async Task PauseAsync(List<Task> asking, TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }

        foreach (var failed in asking.Where(task => task.IsFaulted))
        {
            await failed.ConfigureAwait(false);
        }
    }

    private async Task AskOnceAsync(long sequence, Action<PingEvent> tell, CancellationToken cancellationToken)
    {
        var what = await _check.AskAsync(sequence, cancellationToken).ConfigureAwait(false);
        lock (_telling)
        {
            tell(what);
        }
    }
}
