using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Streams.Connecting;

namespace Soquete.Relaying;

/// <summary>Joins two addresses: each peer of the first with a connection to the second, for many at once.</summary>
/// <remarks>
/// The first address is listened on and the second connected to; <c>,connect</c> and <c>,listen</c> turn a part round.
/// An end that there is only once (standard streams, a descriptor, a file or a child that stands first) is joined once.
/// Properties are set before <see cref="RunAsync"/>.
/// </remarks>
/// <param name="from">The first address.</param>
/// <param name="to">The second address.</param>
public sealed class RelayServer(Address from, Address to)
{
    private StreamListener? _fromListener;
    private StreamListener? _toListener;

    /// <summary>How long joined connections may go on after the relay was told to stop.</summary>
    public TimeSpan Grace { get; init; } = StreamServer.DefaultGrace;

    /// <summary>An address is listened on. Handlers may add events to the listener.</summary>
    public Action<StreamListener>? OnListening { get; init; }

    /// <summary>Two connections were joined.</summary>
    public Action<StreamConnection, StreamConnection>? OnJoined { get; init; }

    /// <summary>Two joined connections ended.</summary>
    public Action<StreamConnection, StreamConnection, RelayResult>? OnEnded { get; init; }

    /// <summary>A peer could not be joined to the second address, and was reset.</summary>
    public Action<StreamConnection, Exception>? OnFailed { get; init; }

    /// <summary>
    /// Relays until the token is cancelled and what passes has ended, or
    /// until ends that there are only once have ended.
    /// </summary>
    /// <returns>What passed, where an end is joined once; null after many.</returns>
    /// <exception cref="AddressFormatException">An address cannot play its part.</exception>
    /// <exception cref="SoqueteException">An address could not be opened.</exception>
    public async Task<RelayResult?> RunAsync(CancellationToken stop = default)
    {
        try
        {
            _fromListener = Relay.IsListenedOn(from)
                ? await ListenAsync(from, stop).ConfigureAwait(false)
                : null;
            _toListener = to is SocketEndAddress { Role: AddressRole.Listen }
                ? await ListenAsync(to, stop).ConfigureAwait(false)
                : null;
            return Relay.JoinsOnce(from, to)
                ? await JoinOnceAsync(stop).ConfigureAwait(false)
                : await JoinManyAsync(_fromListener!, stop).ConfigureAwait(false);
        }
        finally
        {
            await CloseAsync(_fromListener).ConfigureAwait(false);
            await CloseAsync(_toListener).ConfigureAwait(false);
        }
    }

    private static async ValueTask CloseAsync(StreamListener? listener)
    {
        if (listener is not null)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<StreamListener> ListenAsync(Address address, CancellationToken cancellationToken)
    {
        var listener = await StreamListener.ListenAsync(address, cancellationToken).ConfigureAwait(false);
        OnListening?.Invoke(listener);
        return listener;
    }

    private async Task<RelayResult?> JoinOnceAsync(CancellationToken stop)
    {
        var first = _fromListener is { } listener
            ? await listener.AcceptAsync(stop).ConfigureAwait(false)
            : await Connector.ConnectAsync(from, EndUse.Source, Engine.Default, stop).ConfigureAwait(false);
        await using var closesFirst = first.ConfigureAwait(false);
        await CloseAsync(_fromListener).ConfigureAwait(false);
        var second = await OpenSecondAsync(stop).ConfigureAwait(false);
        await using var closesSecond = second.ConfigureAwait(false);
        using var abandon = new CancellationTokenSource();
        await using var grace = stop.UnsafeRegister(_ => abandon.CancelAfter(Grace), null).ConfigureAwait(false);
        return await JoinAsync(first, second, abandon.Token).ConfigureAwait(false);
    }

    private async Task<RelayResult?> JoinManyAsync(StreamListener listener, CancellationToken stop)
    {
        var server = new StreamServer(listener, JoinPeerAsync)
        {
            Grace = Grace,
            OnEnded = (peer, failure) =>
            {
                if (failure is not null)
                {
                    OnFailed?.Invoke(peer, failure);
                }
            },
        };
        await server.RunAsync(stop).ConfigureAwait(false);
        return null;
    }

    private async Task JoinPeerAsync(StreamConnection peer, CancellationToken abandon)
    {
        var second = await OpenSecondAsync(abandon).ConfigureAwait(false);
        await using var closesSecond = second.ConfigureAwait(false);
        await JoinAsync(peer, second, abandon).ConfigureAwait(false);
    }

    private async Task<RelayResult> JoinAsync(
        StreamConnection first, StreamConnection second, CancellationToken cancellationToken)
    {
        OnJoined?.Invoke(first, second);
        var result = await Relay.JoinAsync(first, second, cancellationToken).ConfigureAwait(false);
        OnEnded?.Invoke(first, second, result);
        return result;
    }

    private ValueTask<StreamConnection> OpenSecondAsync(CancellationToken cancellationToken) =>
        _toListener is { } listener
            ? listener.AcceptAsync(cancellationToken)
            : Connector.ConnectAsync(to, EndUse.Destination, Engine.Default, cancellationToken);
}
