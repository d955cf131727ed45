using System.Collections.Concurrent;
using Soquete.Datagrams;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>Receives what peers send, and gives each datagram to its session.</summary>
/// <param name="scope">What the sessions share.</param>
internal sealed class SessionDispatch(SessionScope scope)
{
    private readonly ConcurrentDictionary<Session, Task> _running = new();
    private SessionKey _lastKey;
    private Session? _last;

    /// <summary>Receives until it is told to stop.</summary>
    public async Task ReceiveAsync(CancellationToken stop)
    {
        using var batch = scope.Socket.IsUnix
            ? new DatagramBatch(BatchPool.UnixSlots, BatchPool.UnixSlotBytes)
            : new DatagramBatch();
        while (true)
        {
            await scope.Socket.ReceiveAsync(batch, stop).ConfigureAwait(false);
            Dispatch(batch);
            if (scope.Context.Recorded is { HasRoom: false } recorded)
            {
                await recorded.WaitForRoomAsync(stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends the sessions that were silent too long.</summary>
    public void Expire()
    {
        foreach (var session in scope.Table.TakeExpired())
        {
            session.End(RelayEnding.Expired);
        }
    }

    /// <summary>Delivers what was taken in, as long as the token lets it, and ends all sessions.</summary>
    public async Task FinishAsync(CancellationToken grace)
    {
        await Task.WhenAll(_running.Keys.Select(session => session.FinishAsync(grace))).ConfigureAwait(false);
        await Task.WhenAll(_running.Values).ConfigureAwait(false);
    }

    /// <summary>Runs of slots of one peer go through together.</summary>
    private void Dispatch(DatagramBatch batch)
    {
        for (var slot = 0; slot < batch.Filled;)
        {
            var key = SessionKey.Of(batch, slot);
            var end = slot + 1;
            while (end < batch.Filled && SessionKey.Of(batch, end) == key)
            {
                end++;
            }

            SessionOf(key, batch, slot).Pass(batch, slot, end - slot);
            slot = end;
        }
    }

    private Session SessionOf(in SessionKey key, DatagramBatch batch, int slot)
    {
        if (_last is null or { HasEnded: true } || _lastKey != key)
        {
            (_lastKey, _last) = (key, scope.Table.TryFind(key, out var known) ? known : Begin(key, batch, slot));
        }

        return _last;
    }

    private Session Begin(in SessionKey key, DatagramBatch batch, int slot)
    {
        Session session = scope.Ends is DatagramSource sockets
            ? new DatagramSession(scope, sockets, key, batch, slot)
            : new MessageSession(scope, key, batch, slot);
        scope.Table.Add(session)?.End(RelayEnding.Evicted);
        // A session that ends at once must not be left here.
        var start = new TaskCompletionSource();
        _running[session] = RunAsync(session, start.Task);
        start.SetResult();
        return session;
    }

    private async Task RunAsync(Session session, Task start)
    {
        await start.ConfigureAwait(false);
        await session.RunAsync().ConfigureAwait(false);
        _running.TryRemove(session, out _);
    }
}
