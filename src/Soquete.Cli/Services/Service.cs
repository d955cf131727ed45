using Soquete.Datagrams.Serving;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Services;

/// <summary>
/// A ready service, for peers of every kind. A new one is one file and one line in <see cref="ServiceList"/>.
/// </summary>
internal abstract class Service
{
    /// <summary>How many datagrams are served at once.</summary>
    public virtual int DatagramsAtOnce => DatagramServer.DefaultMaxAtOnce;

    /// <summary>Serves one peer to its end.</summary>
    public abstract Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken);

    /// <summary>Serves one peer that sends messages to its end.</summary>
    public abstract Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken);

    /// <summary>Serves one datagram.</summary>
    public abstract Task ServeAsync(DatagramRequest request, CancellationToken cancellationToken);
}
