namespace Soquete.Benchmarking.Measuring;

/// <summary>
/// What all connections of a measurement of requests have in common: how many are sent, and what came of them. For
/// several threads at once.
/// </summary>
internal sealed class RequestBook(int connections, long? count, bool isOpenLoop) : IDisposable
{
    private readonly LatencyRecorder _latency = new(connections);
    private readonly LatencyRecorder? _service = isOpenLoop ? new LatencyRecorder(connections) : null;
    private readonly LatencyRecorder _warmUp = new(1);
    private long _left = count ?? 0;
    private long _lost;
    private long _unsent;
    private long _lastReply;

    public FlowControl Control { get; } = new(bytes: null);

    public long Completed => _latency.Count;

    public long Lost => Volatile.Read(ref _lost);

    public long Unsent => Volatile.Read(ref _unsent);

    /// <summary>When the last reply came, of <see cref="Clock.Now"/>; 0 for never.</summary>
    public long LastReply => Volatile.Read(ref _lastReply);

    /// <summary>Notes a request that is going to be sent.</summary>
    /// <param name="intended">When it was to be sent.</param>
    /// <param name="sent">When it is sent.</param>
    /// <param name="request">What is to be kept until its reply comes.</param>
    /// <returns>False where no more are to be sent.</returns>
    public bool TryTake(long intended, long sent, out PendingRequest request)
    {
        var isMeasured = Control.IsMeasuring && intended >= Control.MarkedAt;
        request = new PendingRequest(intended, sent, isMeasured);
        return !Control.Stop.IsCancellationRequested
            && (!isMeasured || count is null || Interlocked.Decrement(ref _left) >= 0);
    }

    /// <summary>Its reply has come.</summary>
    public void Complete(int connection, in PendingRequest request, long now)
    {
        if (!request.IsMeasured)
        {
            _warmUp.Record(0, now - request.Intended);
            return;
        }

        _latency.Record(connection, now - request.Intended);
        _service?.Record(connection, now - request.Sent);
        Volatile.Write(ref _lastReply, now);
    }

    /// <summary>Its reply will not come.</summary>
    public void Lose(in PendingRequest request)
    {
        if (request.IsMeasured)
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Requests that were due, and were not sent.</summary>
    public void Leave(long requests) => Interlocked.Add(ref _unsent, requests);

    public LatencyHistogram Latency() => _latency.Total();

    public LatencyHistogram? ServiceTime() => _service?.Total();

    public LatencyHistogram TakeInterval()
    {
        var interval = _latency.TakeInterval();
        interval.Add(_warmUp.TakeInterval());
        return interval;
    }

    public void Dispose() => Control.Dispose();
}

/// <summary>A request that was sent and not replied to.</summary>
/// <param name="Intended">When it was to be sent.</param>
/// <param name="Sent">When it was sent.</param>
/// <param name="IsMeasured">Whether it counts.</param>
internal readonly record struct PendingRequest(long Intended, long Sent, bool IsMeasured);
