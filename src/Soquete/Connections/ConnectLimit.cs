using Soquete.Addresses;

namespace Soquete.Connections;

/// <summary>The time limit of a whole connect, with every address of its host.</summary>
internal static class ConnectLimit
{
    /// <summary>The longest time that a timer of the base library takes, in whole days.</summary>
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(24);

    public static async ValueTask<T> RunAsync<T>(
        SocketEndAddress address,
        Func<CancellationToken, ValueTask<T>> connect,
        Func<IReadOnlyList<SoqueteException>> failures,
        CancellationToken cancellationToken)
    {
        if (address.ConnectTimeout is not { } limit)
        {
            return await connect(cancellationToken).ConfigureAwait(false);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit < MaxTimer ? limit : MaxTimer);
        try
        {
            return await connect(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TimedOut(address, limit, failures());
        }
    }

    private static ConnectFailedException TimedOut(
        SocketEndAddress address, TimeSpan limit, IReadOnlyList<SoqueteException> failures)
    {
        var reasons = string.Join(", ", failures.Select(failure => failure.Message));
        var before = failures.Count == 0 ? "" : $" (before that: {reasons})";
        var problem = $"not connected within {DurationText.Format(limit)}{before}";
        return new ConnectFailedException(FailureKind.TimedOut, address.ToString(), problem, failures);
    }
}
