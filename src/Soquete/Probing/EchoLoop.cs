using Soquete.Interop;

namespace Soquete.Probing;

/// <summary>Sends requests when they are due, and takes what comes, until it is over. For one thread.</summary>
internal sealed class EchoLoop
{
    /// <summary>
    /// How far the loop may fall behind before it leaves requests out: a machine that slept sends no burst.
    /// </summary>
    private static readonly long MostBehind = PingClock.Of(TimeSpan.FromMilliseconds(100));

    /// <summary>The pause where the interface's queue is full, or the reader of events is behind.</summary>
    private static readonly long Pause = PingClock.Of(TimeSpan.FromMilliseconds(1));

    private readonly EchoSocket _socket;
    private readonly PingOptions _options;
    private readonly EchoReceiver _receiver;
    private readonly EchoSender _sender;
    private readonly EchoWindow _window = new();
    private readonly Action<PingEvent> _tell;
    private readonly Func<bool> _pauses;
    private readonly EventDescriptor _wake;
    private readonly CancellationToken _cancellation;
    private readonly long _interval;
    private readonly long _timeout;
    private long _due;
    private long _oldestWaiting = 1;
    private int _waitingAtSend;
    private bool _hasSent;

    public EchoLoop(
        EchoSocket socket, PingOptions options, PingTally tally, Action<PingEvent> tell, Func<bool> pauses,
        EventDescriptor wake, CancellationToken cancellationToken)
    {
        (_socket, _options, _tell, _pauses, _wake) = (socket, options, tell, pauses, wake);
        _cancellation = cancellationToken;
        _interval = PingClock.Of(options.Flood ? PingOptions.FloodInterval : options.Interval);
        _timeout = PingClock.Of(options.Timeout);
        var message = new EchoMessage(socket.IsInet6, options.Size, (ulong)Random.Shared.NextInt64());
        // What is compiled when it is first needed is not to be the first request's time.
        message.FindDamage(message.Write(0, 0, 0)[EchoMessage.HeaderBytes..], 0, 0);
        _receiver = new EchoReceiver(socket, message, _window, tally, tell);
        _sender = new EchoSender(socket, message, _window, tally, _receiver, tell);
    }

    private bool IsAllSent => _options.Count is { } count && _window.Last >= count;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public void Run()
    {
        using var held = new HeldDescriptor(_socket.Handle);
        using var heldWake = new HeldDescriptor(_wake.Handle);
        Span<PollDescriptor> polled =
        [
            new PollDescriptor { Descriptor = held.Number, Requested = PollDescriptor.In },
            new PollDescriptor { Descriptor = heldWake.Number, Requested = PollDescriptor.In },
        ];
        _due = PingClock.Now;
        var deadline = _options.Deadline is { } limit ? _due + PingClock.Of(limit) : long.MaxValue;
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            Take(polled[0].Returned);
            polled[0].Returned = 0;
            var now = PingClock.Now;
            TellUnanswered(now);
            if (now >= deadline || (IsAllSent && _window.Waiting == 0))
            {
                return;
            }

            if (IsDue(now))
            {
                SendOne(now);
                continue;
            }

            var until = Math.Min(deadline, NextMoment());
            Failure.ThrowIf(
                NativeFile.PollPrecisely(polled, until == long.MaxValue ? null : Math.Max(0, until - PingClock.Now)),
                "ppoll", address: null);
        }
    }

    /// <summary>Looks for what poll(2) has told of or, after a send, whether the answer is there already.</summary>
    private void Take(short ready)
    {
        if (ready != 0)
        {
            _receiver.TakeAll((ready & PollDescriptor.Error) != 0);
        }
        else if (_hasSent)
        {
            _receiver.TakeAwaited();
        }

        _hasSent = false;
    }

    /// <summary>A flood does not wait for the moment where all that it sent is settled.</summary>
    private bool IsDue(long now)
    {
        if (IsAllSent || (now < _due && !(_options.Flood && _window.Waiting < _waitingAtSend)))
        {
            return false;
        }

        if (!_pauses())
        {
            return true;
        }

        _due = now + Pause;
        return false;
    }

    private void SendOne(long now)
    {
        if (!_sender.TrySend())
        {
            _due = now + Pause;
            return;
        }

        _hasSent = true;
        _waitingAtSend = _window.Waiting;
        _due = _options.Flood ? now + _interval : Math.Max(_due + _interval, now - MostBehind);
    }

    private long NextMoment()
    {
        var next = IsAllSent ? long.MaxValue : _due;
        return _window.NextWaiting(_oldestWaiting) is { } waiting
            ? Math.Min(next, _window.SentAt(waiting) + _timeout)
            : next;
    }

    private void TellUnanswered(long now)
    {
        while (_window.NextWaiting(_oldestWaiting) is { } sequence)
        {
            _oldestWaiting = sequence;
            if (now - _window.SentAt(sequence) < _timeout)
            {
                return;
            }

            _window.Settle(sequence, EchoState.Unanswered);
            _tell(new PingEvent(PingEventKind.Unanswered, sequence));
        }

        _oldestWaiting = _window.Last + 1;
    }
}
