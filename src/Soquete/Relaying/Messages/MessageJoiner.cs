using System.Collections.Concurrent;
using Soquete.Addresses;
using Soquete.Streams.Connecting;

namespace Soquete.Relaying.Messages;

/// <summary>Joins ends of messages in pairs: each connection of the first address with an end of its own.</summary>
internal sealed class MessageJoiner(RelayContext context) : Joiner(context)
{
    private readonly ConcurrentDictionary<MessageEnd, Task> _joined = new();

    public override async Task<RelayResult?> RunAsync(CancellationToken stop)
    {
        using var abandon = new CancellationTokenSource();
        await using var grace = stop
            .UnsafeRegister(_ => abandon.CancelAfter(Context.Grace), null).ConfigureAwait(false);
        var from = await EndSource
            .OpenAsync(Context, Context.From, EndUse.Source, Context.Totals.Back, stop).ConfigureAwait(false);
        await using var closesFrom = from.ConfigureAwait(false);
        var to = await EndSource
            .OpenAsync(Context, Context.To, EndUse.Destination, Context.Totals.Forward, stop).ConfigureAwait(false);
        await using var closesTo = to.ConfigureAwait(false);
        if (Relay.JoinsOnce(Context.From, Context.To))
        {
            return await JoinOnceAsync(from, to, stop, abandon.Token).ConfigureAwait(false);
        }

        await JoinManyAsync(from, to, stop, abandon.Token).ConfigureAwait(false);
        return null;
    }

    private static TimeSpan? IdleTimeoutOf(Address address) =>
        EndKinds.Of(address) == EndKind.Datagrams ? ((SocketEndAddress)address).IdleTimeout : null;

    private async Task<RelayResult> JoinOnceAsync(
        EndSource from, EndSource to, CancellationToken stop, CancellationToken abandon)
    {
        var first = await from.NextAsync(stop).ConfigureAwait(false);
        await using var closesFirst = first.ConfigureAwait(false);
        var second = await to.NextAsync(stop).ConfigureAwait(false);
        await using var closesSecond = second.ConfigureAwait(false);
        return await JoinAsync(first, second, stop, abandon).ConfigureAwait(false);
    }

    private async Task JoinManyAsync(
        EndSource from, EndSource to, CancellationToken stop, CancellationToken abandon)
    {
        try
        {
            while (true)
            {
                var first = await from.NextAsync(stop).ConfigureAwait(false);
                // Its continuation is not run here, and it is counted before it can end.
                var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _joined[first] = ServeAsync(first, to, start.Task, abandon);
                start.SetResult();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await from.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(_joined.Values).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(MessageEnd first, EndSource to, Task start, CancellationToken abandon)
    {
        await start.ConfigureAwait(false);
        try
        {
            var second = await to.NextAsync(abandon).ConfigureAwait(false);
            await using var closesSecond = second.ConfigureAwait(false);
            await JoinAsync(first, second, CancellationToken.None, abandon).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            first.Abort();
            Context.TellFailed(first.Peer, failure);
        }
        finally
        {
            await first.DisposeAsync().ConfigureAwait(false);
            _joined.TryRemove(first, out _);
        }
    }

    private async Task<RelayResult> JoinAsync(
        MessageEnd first, MessageEnd second, CancellationToken stop, CancellationToken abandon)
    {
        Context.TellJoined(first.Peer, second.Peer);
        var idleTimeout = Shorter(IdleTimeoutOf(Context.From), IdleTimeoutOf(Context.To));
        using var recorded = Context.Recorded?.BeginMessages(first.Peer, second.Peer);
        using var junction = new MessageJunction(first, second, idleTimeout) { Recorded = recorded };
        // Connections have the grace to end in; datagrams, which have no end, stop at once.
        var ending = first.HasEnd || second.HasEnd ? CancellationToken.None : stop;
        var result = await junction.RunAsync(ending, abandon).ConfigureAwait(false);
        Context.TellEnded(first.Peer, second.Peer, result);
        return result;
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) =>
        one is { } limit && !(other < limit) ? one : other;
}
