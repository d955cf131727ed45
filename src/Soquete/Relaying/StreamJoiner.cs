using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Streams.Connecting;

namespace Soquete.Relaying;

/// <summary>Joins streams with streams, byte by byte.</summary>
internal sealed class StreamJoiner(RelayContext context) : Joiner(context)
{
    private StreamListener? _fromListener;
    private StreamListener? _toListener;

    public override async Task<RelayResult?> RunAsync(CancellationToken stop)
    {
        try
        {
            _fromListener = Relay.IsListenedOn(Context.From)
                ? await Context.ListenAsync(Context.From, stop).ConfigureAwait(false)
                : null;
            _toListener = Context.To is SocketEndAddress { Role: AddressRole.Listen }
                ? await Context.ListenAsync(Context.To, stop).ConfigureAwait(false)
                : null;
            return Relay.JoinsOnce(Context.From, Context.To)
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

    private async Task<RelayResult?> JoinOnceAsync(CancellationToken stop)
    {
        var first = _fromListener is { } listener
            ? await listener.AcceptAsync(stop).ConfigureAwait(false)
            : await Connector.ConnectAsync(Context.From, EndUse.Source, Context.Engine, stop).ConfigureAwait(false);
        await using var closesFirst = first.ConfigureAwait(false);
        await CloseAsync(_fromListener).ConfigureAwait(false);
        var second = await OpenSecondAsync(stop).ConfigureAwait(false);
        await using var closesSecond = second.ConfigureAwait(false);
        using var abandon = new CancellationTokenSource();
        await using var grace = stop
            .UnsafeRegister(_ => abandon.CancelAfter(Context.Grace), null).ConfigureAwait(false);
        return await JoinAsync(first, second, abandon.Token).ConfigureAwait(false);
    }

    private async Task<RelayResult?> JoinManyAsync(StreamListener listener, CancellationToken stop)
    {
        var server = new StreamServer(listener, JoinPeerAsync)
        {
            Grace = Context.Grace,
            OnEnded = (peer, failure) =>
            {
                if (failure is not null)
                {
                    Context.TellFailed(peer, failure);
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
        Context.TellJoined(first, second);
        var (toFirst, toSecond) = (Pace.Of(Context.From), Pace.Of(Context.To));
        using var recorded = Context.Recorded?.BeginStream(first, second);
        using var junction = new Junction(first, second, toFirst, toSecond) { Recorded = recorded };
        var result = await junction.RunAsync(cancellationToken).ConfigureAwait(false);
        Context.Totals.Forward.SentBytes(result.BytesForward);
        Context.Totals.Back.SentBytes(result.BytesBack);
        Context.TellEnded(first, second, result);
        return result;
    }

    private ValueTask<StreamConnection> OpenSecondAsync(CancellationToken cancellationToken) =>
        _toListener is { } listener
            ? listener.AcceptAsync(cancellationToken)
            : Connector.ConnectAsync(Context.To, EndUse.Destination, Context.Engine, cancellationToken);
}
