using Soquete.Addresses;
using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Requests over datagrams, which are replied to in any order, or not at all.</summary>
internal sealed class DatagramRequests : IRequests
{
    private readonly DatagramSocket _socket;
    private readonly RequestBook _book;
    private readonly RequestGate _gate;
    private readonly Schedule? _schedule;
    private readonly ulong _token;
    private readonly int _connection;
    private readonly long _timeout;
    private readonly byte[] _request;
    private readonly byte[] _reply;
    private readonly Slot[] _slots;
    private readonly Stack<int> _free;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _number;
    private bool _isSent;

    public DatagramRequests(
        DatagramSocket socket, RequestBook book, RequestOptions options, int connection, ulong token,
        Schedule? schedule)
    {
        _socket = socket;
        _book = book;
        _schedule = schedule;
        _token = token;
        _connection = connection;
        _timeout = Clock.Nanoseconds(options.ReplyTimeout);
        _request = Payload.Of(options.Size).ToArray();
        _reply = new byte[options.Size];
        _slots = new Slot[options.Depth];
        _free = new Stack<int>(Enumerable.Range(0, options.Depth));
        _gate = new RequestGate(options.Depth, schedule is not null);
    }

    public FlowMeter Meter { get; } = new();

    public RequestGate? Gate => _gate;

    public Association? Association => _socket.Association;

    public async Task RunAsync()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_book.Control.Abandon);
        var receiving = ReceiveToEndAsync(ending.Token);
        try
        {
            await SendToEndAsync().ConfigureAwait(false);
            EndSending();
            await Task.WhenAny(receiving, _answered.Task.WaitAsync(_book.Control.Abandon)).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            _gate.End();
        }

        await receiving.ConfigureAwait(false);
        LoseAll();
    }

    public void Expire(long now)
    {
        var expired = 0;
        lock (_lock)
        {
            for (var i = 0; i < _slots.Length; i++)
            {
                if (_slots[i].IsTaken && now - _slots[i].Request.Sent > _timeout)
                {
                    _book.Lose(_slots[i].Request);
                    Free(i);
                    expired++;
                }
            }
        }

        if (expired > 0)
        {
            _gate.AddRoom(expired);
        }
    }

    public void ReadTcp()
    {
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private async Task SendToEndAsync()
    {
        var turn = default(Turn);
        for (long request = 0; await _gate.PassAsync().ConfigureAwait(false); request++)
        {
            var now = Clock.Now;
            if (!_book.TryTake(_schedule?.TimeOf(_connection, request) ?? now, now, out var pending))
            {
                return;
            }

            Write(pending);
            await _socket.SendAsync(_request, _book.Control.Abandon).ConfigureAwait(false);
            Meter.AddSent(_request.Length);
            if (_schedule is null && turn.IsOver())
            {
                await Task.Yield();
            }
        }
    }

    private async Task ReceiveToEndAsync(CancellationToken end)
    {
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_reply, end).ConfigureAwait(false);
                if (TryTake(_reply.AsSpan(0, received.Count), Clock.Now))
                {
                    Meter.AddReceived(received.Count);
                    _gate.AddRoom(1);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // All has been replied to, or is given up.
        }
        finally
        {
            _gate.End();
        }
    }

    /// <summary>Gives a request a slot: the gate has seen to it that one is free.</summary>
    private void Write(in PendingRequest pending)
    {
        lock (_lock)
        {
            var slot = _free.Pop();
            _slots[slot] = new Slot(pending, ++_number, IsTaken: true);
            new DatagramHeader(DatagramKind.Request, _token, (ushort)_connection, 0, _number, slot).Write(_request);
        }
    }

    private bool TryTake(ReadOnlySpan<byte> reply, long now)
    {
        if (!DatagramHeader.TryRead(reply, out var header) || header.Kind != DatagramKind.Request
            || header.Token != _token || header.Stamp < 0 || header.Stamp >= _slots.Length)
        {
            return false;
        }

        lock (_lock)
        {
            var slot = (int)header.Stamp;
            if (!_slots[slot].IsTaken || _slots[slot].Number != header.Number)
            {
                // It was given up, or came twice.
                return false;
            }

            _book.Complete(_connection, _slots[slot].Request, now);
            Free(slot);
            return true;
        }
    }

    private void Free(int slot)
    {
        _slots[slot] = default;
        _free.Push(slot);
        if (_isSent && _free.Count == _slots.Length)
        {
            _answered.TrySetResult();
        }
    }

    private void EndSending()
    {
        lock (_lock)
        {
            _isSent = true;
            if (_free.Count == _slots.Length)
            {
                _answered.TrySetResult();
            }
        }
    }

    private void LoseAll()
    {
        lock (_lock)
        {
            foreach (var slot in _slots.Where(slot => slot.IsTaken))
            {
                _book.Lose(slot.Request);
            }
        }
    }

    private readonly record struct Slot(PendingRequest Request, ulong Number, bool IsTaken);
}
