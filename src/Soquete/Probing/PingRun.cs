using System.Diagnostics;
using System.Net;

namespace Soquete.Probing;

/// <summary>One way of asking: what the ways have in common.</summary>
internal abstract class PingRun(IPAddress address) : IDisposable
{
    private long _began;
    private long _ended;

    public IPAddress Address => address;

    public virtual int? Identifier => null;

    public virtual bool IsUnprivileged => false;

    public PingSummary Summary => Tally.Summary(Duration);

    protected PingTally Tally { get; } = new(address);

    private TimeSpan Duration
    {
        get
        {
            var (began, ended) = (Volatile.Read(ref _began), Volatile.Read(ref _ended));
            return began == 0 ? TimeSpan.Zero
                : Stopwatch.GetElapsedTime(began, ended == 0 ? Stopwatch.GetTimestamp() : ended);
        }
    }

    /// <summary>Sends the requests until the count, the deadline or the token ends it.</summary>
    public async Task RunAsync(Action<PingEvent> tell, Func<bool> pauses, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Volatile.Write(ref _began, Stopwatch.GetTimestamp());
        try
        {
            await AskAsync(
                what =>
                {
                    Tally.Note(what);
                    tell(what);
                }, pauses, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _ended, Stopwatch.GetTimestamp());
        }
    }

    public abstract void Dispose();

    protected abstract Task AskAsync(Action<PingEvent> tell, Func<bool> pauses, CancellationToken cancellationToken);
}
