using System.Net.Sockets;

namespace Soquete.Engines;

/// <summary>A listening socket under an engine.</summary>
internal abstract class ListeningTransport : IAsyncDisposable
{
    public abstract SafeSocketHandle Socket { get; }

    /// <summary>accept4(2), awaited. One call at a time.</summary>
    public abstract ValueTask<AcceptResult> AcceptAsync(CancellationToken cancellationToken);

    /// <summary>Closes the socket; a pending accept ends with ECANCELED. Then its name is free.</summary>
    public abstract ValueTask DisposeAsync();
}
