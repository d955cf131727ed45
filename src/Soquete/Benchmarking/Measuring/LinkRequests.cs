using System.Runtime.CompilerServices;
using Soquete.Addresses;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Requests over a stream or sequenced packets, replied to in order.</summary>
internal sealed class LinkRequests : IRequests
{
    /// <summary>
    /// Up to here one loop sends and receives: what is under way fits the kernel's buffers, so neither end can wait for
    /// the other to read.
    /// </summary>
    private const int MostInOneLoop = 16 * 1024;

    private readonly DataLink _link;
    private readonly RequestBook _book;
    private readonly Schedule? _schedule;
    private readonly int _connection;
    private readonly int _size;
    private readonly int _depth;
    private readonly PendingQueue _pending;
    private readonly ReadOnlyMemory<byte> _requests;
    private int _partial;

    public LinkRequests(DataLink link, RequestBook book, RequestOptions options, int connection, Schedule? schedule)
    {
        _link = link;
        _book = book;
        _schedule = schedule;
        _connection = connection;
        _size = options.Size;
        _depth = options.Depth;
        _pending = new PendingQueue(_depth);
        var isOneLoop = schedule is null && (long)_size * _depth <= MostInOneLoop;
        Gate = isOneLoop ? null : new RequestGate(_depth, schedule is not null);
        _requests = Payload.Of(isOneLoop && !link.KeepsBoundaries ? _size * _depth : _size);
    }

    public FlowMeter Meter { get; } = new();

    public RequestGate? Gate { get; }

    public Association? Association => _link.Association;

    public async Task RunAsync()
    {
        try
        {
            await (Gate is { } gate ? RunApartAsync(gate) : RunInOneLoopAsync()).ConfigureAwait(false);
            await _link.CompleteOutputAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_book.Control.Abandon.IsCancellationRequested)
        {
            while (_pending.Count > 0)
            {
                _book.Lose(_pending.Take());
            }
        }
    }

    /// <summary>A reliable link loses nothing; a late reply is a late reply.</summary>
    public void Expire(long now)
    {
    }

    public void ReadTcp() => Meter.Tcp = _link.ReadTcp() ?? Meter.Tcp;

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private async Task RunInOneLoopAsync()
    {
        var buffer = new byte[MostInOneLoop];
        var turn = default(Turn);
        while (true)
        {
            if (Take(_depth - _pending.Count) is var count && count > 0)
            {
                await SendAsync(count).ConfigureAwait(false);
            }

            if (_pending.Count == 0)
            {
                return;
            }

            await ReceiveAsync(buffer).ConfigureAwait(false);
            if (turn.IsOver())
            {
                await Task.Yield();
            }
        }
    }

    private async Task RunApartAsync(RequestGate gate)
    {
        var receiving = ReceiveToEndAsync(gate);
        try
        {
            await SendToEndAsync(gate).ConfigureAwait(false);
            await _link.CompleteOutputAsync().ConfigureAwait(false);
        }
        catch (SoqueteException) when (receiving.IsFaulted)
        {
            // Both fail where the peer is gone; what is received says better why.
        }

        await receiving.ConfigureAwait(false);
    }

    private async Task SendToEndAsync(RequestGate gate)
    {
        var turn = default(Turn);
        for (long request = 0; await gate.PassAsync().ConfigureAwait(false); request++)
        {
            var now = Clock.Now;
            if (!_book.TryTake(_schedule?.TimeOf(_connection, request) ?? now, now, out var pending))
            {
                return;
            }

            _pending.Add(pending);
            await SendAsync(1).ConfigureAwait(false);
            if (_schedule is null && turn.IsOver())
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Until the peer ends, which it does when it has replied to everything.</summary>
    private async Task ReceiveToEndAsync(RequestGate gate)
    {
        var buffer = new byte[Math.Max(MostInOneLoop, _link.KeepsBoundaries ? _size : 0)];
        try
        {
            while (await TryReceiveAsync(buffer).ConfigureAwait(false) is var replies && replies >= 0)
            {
                gate.AddRoom(replies);
            }
        }
        finally
        {
            gate.End();
        }

        RequireReplied();
    }

    /// <summary>Takes as many requests as may be sent, up to so many.</summary>
    private int Take(int most)
    {
        var now = Clock.Now;
        var count = 0;
        while (count < most && _book.TryTake(now, now, out var pending))
        {
            _pending.Add(pending);
            count++;
        }

        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(int count)
    {
        if (_link.KeepsBoundaries)
        {
            for (var i = 0; i < count; i++)
            {
                await _link.SendAsync(_requests, _book.Control.Abandon).ConfigureAwait(false);
            }
        }
        else
        {
            await _link.SendAsync(_requests[..(count * _size)], _book.Control.Abandon).ConfigureAwait(false);
        }

        Meter.AddSent(count * _size);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveAsync(byte[] buffer)
    {
        if (await TryReceiveAsync(buffer).ConfigureAwait(false) < 0)
        {
            RequireReplied();
        }
    }

    /// <returns>How many replies were completed; -1 at the end.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> TryReceiveAsync(byte[] buffer)
    {
        var count = await _link.ReceiveAsync(buffer, _book.Control.Abandon).ConfigureAwait(false);
        if (count == 0)
        {
            return -1;
        }

        var now = Clock.Now;
        Meter.AddReceived(count);
        var replies = (_partial + count) / _size;
        _partial = (_partial + count) % _size;
        if (replies > _pending.Count)
        {
            throw new SoqueteException(
                FailureKind.Other, _link.Association.ToString(), "more came back than was sent: it is no echo");
        }

        for (var i = 0; i < replies; i++)
        {
            _book.Complete(_connection, _pending.Take(), now);
        }

        return replies;
    }

    private void RequireReplied()
    {
        if (_pending.Count > 0)
        {
            throw new SoqueteException(
                FailureKind.PeerBrokeOff, _link.Association.ToString(),
                $"the peer ended the connection with {_pending.Count} requests not replied to");
        }
    }
}
