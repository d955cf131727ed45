using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// Waits for a socket to be ready, for calls that are made outside of the engine: those with names, control data and
/// whole batches of messages.
/// </summary>
/// <remarks>
/// One wait to receive and one to send may be under way at once. A wait ends too when the socket has an error, which
/// the next call tells. Being ready is a hint: the call may still find nothing.
/// </remarks>
internal abstract class SocketWatch : IDisposable
{
    /// <summary>Waits until there is something to receive, or an error.</summary>
    /// <returns>ECANCELED once it is disposed.</returns>
    public abstract ValueTask<Errno> WaitToReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Waits until something can be sent, or there is an error.</summary>
    /// <returns>ECANCELED once it is disposed.</returns>
    public abstract ValueTask<Errno> WaitToSendAsync(CancellationToken cancellationToken);

    /// <summary>Stops watching; the socket stays open. What is pending ends with ECANCELED.</summary>
    public abstract void Dispose();
}
