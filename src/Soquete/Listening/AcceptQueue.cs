using Soquete.Engines;

namespace Soquete.Listening;

/// <summary>
/// The next connection of several listening sockets. Each has at most one
/// accept under way, begun only when one is asked for.
/// </summary>
internal sealed class AcceptQueue(IReadOnlyList<ListeningTransport> listeners) : IAsyncDisposable
{
    private readonly Task<AcceptResult>?[] _pending = new Task<AcceptResult>?[listeners.Count];

    /// <summary>Which of them accepted the last.</summary>
    public int Last { get; private set; }

    /// <summary>Cancelling stops waiting; what was accepted meanwhile is given to the next call.</summary>
    public ValueTask<AcceptResult> NextAsync(CancellationToken cancellationToken) => listeners.Count == 1
        ? listeners[0].AcceptAsync(cancellationToken)
        : NextOfSeveralAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var accept in _pending)
        {
            _ = CloseUnclaimedAsync(accept);
        }
    }

    /// <summary>Closes what was accepted and never asked for.</summary>
    private static async Task CloseUnclaimedAsync(Task<AcceptResult>? accept)
    {
        if (accept is not null)
        {
            (await accept.ConfigureAwait(false)).Transport?.Abort();
        }
    }

    private async ValueTask<AcceptResult> NextOfSeveralAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < listeners.Count; i++)
        {
            _pending[i] ??= listeners[i].AcceptAsync(CancellationToken.None).AsTask();
        }

        var ended = await Task.WhenAny(_pending!).WaitAsync(cancellationToken).ConfigureAwait(false);
        Last = Array.IndexOf(_pending, ended);
        _pending[Last] = null;
        return await ended.ConfigureAwait(false);
    }
}
