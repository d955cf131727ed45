using System.Diagnostics.CodeAnalysis;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>
/// Messages that wait for one end, in order and up to a limit, so that it slows nobody else. A task sends them for as
/// long as there are any.
/// </summary>
/// <param name="send">Sends one, waiting for room. The message stays the outbox's, but for its descriptors.</param>
/// <param name="drop">Counts those that are not sent.</param>
/// <param name="fail">Takes the failure of a send, after which nothing is taken any more.</param>
[SuppressMessage("Design", "CA1001", Justification = "Its source of cancellation has no timer and no handle.")]
internal sealed class Outbox(
    Func<OwnedMessage, CancellationToken, ValueTask> send, Action<long> drop, Action<Exception> fail)
{
    /// <summary>How many messages may wait.</summary>
    public const int MostMessages = 512;

    /// <summary>How many bytes they may have; one message always may wait.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<OwnedMessage> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly UnderWay _underWay = new();
    private long _bytes;
    private bool _isSending;
    private bool _isClosed;
    private bool _isHeld;

    /// <summary>Whether nothing waits and nothing is being sent, so that a direct send keeps the order.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_isSending && !_isHeld && _waiting.Count == 0;
            }
        }
    }

    /// <summary>Lets messages wait until <see cref="Open"/>, as their end is not there yet.</summary>
    public void Hold() => _isHeld = true;

    /// <summary>The end is there.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _isHeld = false;
            _isSending = _waiting.Count > 0;
            if (!_isSending)
            {
                return;
            }
        }

        _ = SendAllAsync();
    }

    /// <summary>Takes a message over; where there is no room for it, it is dropped and counted.</summary>
    public void Add(OwnedMessage message)
    {
        bool hasRoom, begins;
        lock (_lock)
        {
            hasRoom = !_isClosed && (_waiting.Count == 0
                || (_waiting.Count < MostMessages && _bytes + message.Length <= MostBytes));
            begins = hasRoom && !_isSending && !_isHeld;
            if (hasRoom)
            {
                _underWay.Enter();
                _waiting.Enqueue(message);
                _bytes += message.Length;
                _isSending |= begins;
            }
        }

        if (!hasRoom)
        {
            message.Release();
            drop(1);
        }
        else if (begins)
        {
            _ = SendAllAsync();
        }
    }

    /// <summary>Waits until everything was sent.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => _underWay.WaitUntilNoneAsync(cancellationToken);

    /// <summary>Drops what waits, and takes no more.</summary>
    public void Close()
    {
        DropAll();
        _stop.Cancel();
    }

    private async Task SendAllAsync()
    {
        // Whoever adds a message has other things to do.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (TryTake(out var message))
        {
            try
            {
                await send(message, _stop.Token).ConfigureAwait(false);
            }
            catch (MessageTooLongException)
            {
                drop(1);
            }
            catch (Exception e)
            {
                drop(1);
                DropAll();
                fail(e);
            }
            finally
            {
                message.Release();
                _underWay.Leave();
            }
        }
    }

    private bool TryTake(out OwnedMessage message)
    {
        lock (_lock)
        {
            _isSending = _waiting.TryDequeue(out message);
            _bytes -= _isSending ? message.Length : 0;
            return _isSending;
        }
    }

    private void DropAll()
    {
        lock (_lock)
        {
            _isClosed = true;
            drop(_waiting.Count);
            while (_waiting.TryDequeue(out var message))
            {
                message.Release();
                _underWay.Leave();
            }
        }
    }
}
