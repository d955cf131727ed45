using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Soquete.Addresses;
using Soquete.Kestrel.Diagnostics;
using Soquete.Kestrel.Listening;
using Soquete.Peers;
using Soquete.Streams;

namespace Soquete.Kestrel.Connections;

/// <summary>
/// A connection as the server sees it: the pipes of a <see cref="StreamConnection"/>, and its features.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token outlives the connection, and has no handle.")]
internal sealed partial class TransportConnection : ConnectionContext, IDuplexPipe, IConnectionIdFeature,
    IConnectionTransportFeature, IConnectionItemsFeature, IConnectionLifetimeFeature, IConnectionEndPointFeature,
    IMemoryPoolFeature, ISoqueteConnectionFeature
{
    private readonly StreamConnection _connection;
    private readonly ConnectionSetting _setting;
    private readonly ConnectionFeatures _features;
    private readonly TransportReader _input;
    private readonly TransportWriter _output;
    private readonly CancellationTokenSource _closed = new();
    private string? _id;
    private IDictionary<object, object?>? _items;

    private TransportConnection(StreamConnection connection, ConnectionSetting setting)
    {
        (_connection, _setting) = (connection, setting);
        _features = new ConnectionFeatures(this);
        _input = new TransportReader(this, connection.Input);
        _output = new TransportWriter(this, connection.Output);
        LocalEndPoint = EndPointAddress.Of(connection.Association.Local);
        RemoteEndPoint = EndPointAddress.Of(connection.Association.Remote);
        ConnectionClosed = _closed.Token;
        Transport = this;
    }

    public override string ConnectionId
    {
        get => _id ??= ConnectionName.Next();
        set => _id = value;
    }

    public override IFeatureCollection Features => _features;

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    /// <summary>The pipes of the connection, or what middleware such as TLS has put before them.</summary>
    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public Association Association => _connection.Association;

    public PeerCredentials? PeerCredentials => _connection.PeerCredentials;

    public MemoryPool<byte> MemoryPool => _setting.Pool;

    PipeReader IDuplexPipe.Input => _input;

    PipeWriter IDuplexPipe.Output => _output;

    /// <summary>Takes over a connection and begins to read it.</summary>
    public static TransportConnection Start(StreamConnection connection, ConnectionSetting setting)
    {
        var started = new TransportConnection(connection, setting);
        setting.Metrics.Opened(connection.Association.Protocol);
        if (setting.Log.IsEnabled(LogLevel.Debug))
        {
            Log.Accepted(setting.Log, started.ConnectionId, connection.Association);
        }

        started._input.Begin();
        return started;
    }
}
