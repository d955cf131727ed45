using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Kestrel.Diagnostics;
using Soquete.Streams;

namespace Soquete.Kestrel.Listening;

/// <summary>Binds the endpoints of a server. It has one engine for all of them, begun with the first.</summary>
internal sealed class TransportFactory(
    IOptions<SoqueteTransportOptions> options,
    ILoggerFactory loggers,
    IMemoryPoolFactory<byte> pools,
    TransportMetrics metrics) : IConnectionListenerFactory, IConnectionListenerFactorySelector, IAsyncDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("Soquete.Kestrel");
    private readonly MemoryPool<byte> _pool = pools.Create();
    private readonly Lock _gate = new();
    private Engine? _engine;
    private bool _ownsEngine;

    public bool CanBind(EndPoint endpoint) =>
        endpoint is IPEndPoint or UnixDomainSocketEndPoint or FileHandleEndPoint or SoqueteEndPoint;

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var settings = options.Value;
        var address = EndPointAddress.Of(endpoint, settings);
        var driven = new ConnectionOptions
        {
            Engine = StartEngine(settings), Execution = settings.Execution, ReadsAhead = true,
        };
        try
        {
            var listener = await StreamListener.ListenAsync(address, driven, cancellationToken).ConfigureAwait(false);
            return new TransportListener(listener, endpoint, settings, _pool, _log, metrics);
        }
        catch (SoqueteException e)
        {
            throw BindFailure.Of(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ownsEngine)
        {
            await _engine!.DisposeAsync().ConfigureAwait(false);
        }

        _pool.Dispose();
    }

    private Engine StartEngine(SoqueteTransportOptions settings)
    {
        lock (_gate)
        {
            if (_engine is null)
            {
                (_engine, _ownsEngine) = Choose(settings);
                Log.EngineStarted(_log, _engine.Name, settings.Execution);
                if (_engine.FallbackReason is { } reason)
                {
                    Log.EngineFellBack(_log, _engine.Name, reason);
                }
            }

            return _engine;
        }
    }

    private static (Engine Engine, bool IsOwned) Choose(SoqueteTransportOptions settings) =>
        settings.Engine is { } given ? (given, false)
        : settings.EngineOptions is { } wanted ? (Engine.Start(wanted), true)
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SOQUETE_ENGINE")) ? (Engine.Start(), true)
        : (Engine.Default, false);
}
