using Soquete.Addresses;

namespace Soquete.Benchmarking.Measuring;

/// <summary>The course of a measurement in time.</summary>
internal sealed class Timeline(IMeasurement measurement)
{
    /// <summary>How long the warm-up lasts; zero where the mark is made already.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>How long is measured; null for until it is done.</summary>
    public required TimeSpan? Limit { get; init; }

    /// <summary>How often progress is told.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How often the server is asked, and how often it is seen whether anything passes.</summary>
    public TimeSpan AskPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing may pass.</summary>
    public required TimeSpan Patience { get; init; }

    public required string Peer { get; init; }

    public IProgress<BenchmarkProgress>? Progress { get; init; }

    /// <summary>When the mark was made, and what is measured began.</summary>
    public long MarkedAt { get; private set; } = Clock.Now;

    /// <summary>When it ended.</summary>
    public long EndedAt { get; private set; }

    public TimeSpan Duration => Clock.Span((EndedAt > 0 ? EndedAt : Clock.Now) - MarkedAt);

    private long _tick = Clock.Now;
    private long _activity = -1;
    private long _activeAt = Clock.Now;
    private Task _asking = Task.CompletedTask;

    /// <summary>Leads it to its end.</summary>
    /// <returns>How it ended; a failure throws.</returns>
    /// <exception cref="SoqueteException">It failed, or nothing passed for too long.</exception>
    public async Task<BenchmarkEnding> RunAsync(CancellationToken cancellationToken)
    {
        MarkedAt = _tick = _activeAt = Clock.Now;
        if (WarmUp > TimeSpan.Zero)
        {
            MarkedAt += Clock.Nanoseconds(WarmUp);
            var ending = await RunUntilAsync(MarkedAt, isWarmUp: true, cancellationToken).ConfigureAwait(false);
            if (ending is { } early)
            {
                return End(early);
            }

            await measurement.MarkAsync(cancellationToken).ConfigureAwait(false);
            Tell(isWarmUp: true);
            MarkedAt = _tick = Clock.Now;
        }

        var end = Limit is { } limit ? MarkedAt + Clock.Nanoseconds(limit) : long.MaxValue;
        var last = await RunUntilAsync(end, isWarmUp: false, cancellationToken).ConfigureAwait(false);
        return End(last ?? BenchmarkEnding.Completed);
    }

    /// <summary>Waits for the question that may be under way; no other may overtake it.</summary>
    public Task AnsweredAsync() => _asking;

    private BenchmarkEnding End(BenchmarkEnding ending)
    {
        EndedAt = Clock.Now;
        MarkedAt = Math.Min(MarkedAt, EndedAt);
        Tell(isWarmUp: false);
        return ending;
    }

    /// <returns>Null where the time came; how it ended where it ended before.</returns>
    private async Task<BenchmarkEnding?> RunUntilAsync(long end, bool isWarmUp, CancellationToken cancellationToken)
    {
        var nextTell = _tick + Clock.Nanoseconds(Interval);
        var nextAsk = Clock.Now + Clock.Nanoseconds(AskPeriod);
        while (true)
        {
            await WaitUntilAsync(Math.Min(end, Math.Min(nextTell, nextAsk)), cancellationToken).ConfigureAwait(false);
            var now = Clock.Now;
            if (measurement.Done.IsCompleted)
            {
                await measurement.Done.ConfigureAwait(false);
                return BenchmarkEnding.Completed;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return BenchmarkEnding.Cancelled;
            }

            if (now >= end)
            {
                return null;
            }

            RequireActivity(now);
            if (now >= nextTell)
            {
                Tell(isWarmUp);
                nextTell = Math.Max(now, nextTell + Clock.Nanoseconds(Interval));
            }

            if (now >= nextAsk)
            {
                await AskAsync().ConfigureAwait(false);
                nextAsk = now + Clock.Nanoseconds(AskPeriod);
            }
        }
    }

    /// <summary>
    /// Waits for a time, or for the end. Timers count milliseconds; the time that passed is measured.
    /// </summary>
    private async Task WaitUntilAsync(long time, CancellationToken cancellationToken)
    {
        var left = Clock.Span(Math.Max(0, time - Clock.Now));
        if (left == TimeSpan.Zero)
        {
            return;
        }

        using var waking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(left + TimeSpan.FromMilliseconds(0.5), waking.Token);
        await Task.WhenAny(measurement.Done, delay).ConfigureAwait(false);
        await waking.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Asks without waiting for the answer; whether the last one came shows here.</summary>
    private async ValueTask AskAsync()
    {
        if (_asking.IsCompleted)
        {
            await _asking.ConfigureAwait(false);
            _asking = measurement.KeepAliveAsync();
        }
    }

    private void RequireActivity(long now)
    {
        var activity = measurement.Activity;
        if (activity != _activity)
        {
            (_activity, _activeAt) = (activity, now);
        }
        else if (Clock.Span(now - _activeAt) > Patience)
        {
            throw new SoqueteException(
                FailureKind.TimedOut, Peer, $"nothing passed for {DurationText.Format(Patience)}");
        }
    }

    private void Tell(bool isWarmUp)
    {
        var now = Clock.Now;
        if (Progress is not null && now > _tick)
        {
            Progress.Report(measurement.TakeProgress() with
            {
                IsWarmUp = isWarmUp, Start = Clock.Span(_tick - MarkedAt), Duration = Clock.Span(now - _tick),
            });
        }

        _tick = now;
    }
}
