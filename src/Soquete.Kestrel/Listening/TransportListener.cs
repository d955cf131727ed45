using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Soquete.Kestrel.Connections;
using Soquete.Kestrel.Diagnostics;
using Soquete.Peers;
using Soquete.Streams;

namespace Soquete.Kestrel.Listening;

/// <summary>A bound endpoint, whose peers become connections of the server.</summary>
internal sealed class TransportListener : IConnectionListener
{
    private readonly StreamListener _listener;
    private readonly ILogger _log;
    private readonly TransportMetrics _metrics;
    private readonly ConnectionSetting _setting;

    public TransportListener(
        StreamListener listener, EndPoint asked, SoqueteTransportOptions options, MemoryPool<byte> pool, ILogger log,
        TransportMetrics metrics)
    {
        _listener = listener;
        _log = log;
        _metrics = metrics;
        _setting = new ConnectionSetting(options.KeepsHalfClosed, options.CloseLimit, pool, log, metrics);
        EndPoint = EndPointAddress.Bound(asked, listener);
        listener.PeerRefused += OnRefused;
        listener.AcceptPaused += OnPaused;
        Log.Listening(log, listener.Address);
    }

    public EndPoint EndPoint { get; }

    /// <returns>The next connection; null once the endpoint is unbound.</returns>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
            return TransportConnection.Start(connection, _setting);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => _listener.DisposeAsync();

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private void OnRefused(RefusedPeer peer)
    {
        _metrics.Refused(peer.Association.Protocol);
        Log.PeerRefused(_log, peer.Association, peer.Reason);
    }

    private void OnPaused(AcceptPause pause)
    {
        _metrics.Paused(pause.ErrorName);
        Log.AcceptPaused(_log, _listener.Address, pause.ErrorName, pause.Pause);
    }
}
