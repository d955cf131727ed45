namespace Soquete.Benchmarking.Measuring;

/// <summary>What all flows of one end have in common: when to send, how much, and when to stop.</summary>
/// <param name="bytes">How much is sent from the mark on, by all of them together; null for no limit.</param>
internal sealed class FlowControl(long? bytes) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();

    public ByteBudget Budget { get; } = new(bytes);

    /// <summary>Whether the warm-up is over.</summary>
    public bool IsMeasuring { get; private set; }

    /// <summary>When the mark was made, of <see cref="Clock.Now"/>.</summary>
    public long MarkedAt { get; private set; }

    /// <summary>Cancelled when nothing more is to be sent.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled when nothing more is to be received either.</summary>
    public CancellationToken Abandon => _abandon.Token;

    public void Mark()
    {
        MarkedAt = Clock.Now;
        IsMeasuring = true;
        Budget.Mark();
    }

    public Task EndSendingAsync() => _stop.CancelAsync();

    public async Task EndAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _abandon.CancelAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abandon.Dispose();
    }
}
