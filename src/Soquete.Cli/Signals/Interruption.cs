using System.Runtime.InteropServices;

namespace Soquete.Cli.Signals;

/// <summary>
/// SIGINT and SIGTERM. The first one asks the verb to stop taking on work and to let what runs finish within the grace
/// period; the second one, or the end of that period, ends it at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>
    /// How long the verb may take to clean up after its end; a write to a pipe that nobody reads cannot be cancelled.
    /// </summary>
    private static readonly TimeSpan CleanUp = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Timer _overdue;
    private int _signals;

    public Interruption()
    {
        _overdue = new Timer(_ => Environment.Exit((int)ExitStatus.Interrupted));
        _ending.Token.Register(() => _overdue.Change(CleanUp, Timeout.InfiniteTimeSpan));
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>
    /// How long what runs may take to finish after the first signal; nothing unless the verb sets it.
    /// </summary>
    public TimeSpan Grace { get; set; }

    public bool HasHappened => Volatile.Read(ref _signals) > 0;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled by the second signal, or when the grace period after the first is over.</summary>
    public CancellationToken Ending => _ending.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _overdue.Dispose();
        _stopping.Dispose();
        _ending.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1 || Grace == TimeSpan.Zero)
        {
            _ending.Cancel();
        }
        else
        {
            _ending.CancelAfter(Grace);
        }

        _stopping.Cancel();
    }
}
