using Soquete.Addresses;

namespace Soquete.Cli.Serving;

/// <summary>
/// How many datagrams or peers a listener waits for, and how long: for the first one or, where a number is given, for
/// all.
/// </summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationToken _stopping;
    private readonly int? _wanted;
    private readonly TimeSpan? _limit;
    private int _came;

    public Patience(int? wanted, TimeSpan? limit, CancellationToken stopping)
    {
        (_wanted, _limit, _stopping) = (wanted, limit, stopping);
        _over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _over.CancelAfter(limit ?? Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the time is over, and when a signal says stop.</summary>
    public CancellationToken Over => _over.Token;

    public int? Wanted => _wanted;

    public bool IsSatisfied => Volatile.Read(ref _came) >= _wanted;

    public void Came()
    {
        if (Interlocked.Increment(ref _came) >= (_wanted ?? 1))
        {
            _over.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <param name="address">Where was waited.</param>
    /// <param name="nobody">What did not happen.</param>
    /// <exception cref="TimeoutException">The time was over; not where a signal said stop.</exception>
    public void ThrowIfOver(Address address, string nobody = "nobody sent anything")
    {
        if (_over.IsCancellationRequested && !_stopping.IsCancellationRequested)
        {
            var what = _wanted is { } wanted ? $"{_came} of {wanted} datagrams came" : nobody;
            throw new TimeoutException($"{address}: {what} within {DurationText.Format(_limit!.Value)}");
        }
    }

    public void Dispose() => _over.Dispose();
}
