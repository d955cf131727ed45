namespace Soquete.SocketTables;

/// <summary>
/// Sockets of TCP, UDP and raw ones of this network namespace, as the kernel closes them (the destroy groups of
/// sock_diag(7)).
/// </summary>
/// <remarks>Takes CAP_NET_ADMIN. For one reader at a time.</remarks>
public sealed class SocketClosings : IDisposable
{
    /// <summary>Begins to hear of them.</summary>
    /// <exception cref="SoqueteException">Not permitted, or the kernel tells nobody.</exception>
    public static SocketClosings Open() => throw new NotImplementedException();

    /// <summary>
    /// How often the kernel told that it had more to say than fitted the queue: closings were missed.
    /// </summary>
    public long Overruns => throw new NotImplementedException();

    /// <summary>The sockets, each as it was at its end, until cancelled.</summary>
    /// <param name="cancellationToken">Ends it, with the exception that says so.</param>
    public IAsyncEnumerable<InternetSocketEntry> ReadAsync(CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
