namespace Soquete.Impairments;

/// <summary>
/// How much is under way on a line where nothing is lost: whoever has more waits. Safe for use by several threads, of
/// which one waits.
/// </summary>
/// <param name="limits">How much may be under way. One that is longer than that has the line alone.</param>
internal sealed class RoomOnLine(QueueLimits limits)
{
    private readonly WakeSignal _changed = new();
    private readonly Lock _lock = new();
    private int _items;
    private long _bytes;
    private bool _hasEnded;

    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Takes room, waiting until there is some.</summary>
    /// <returns>False once it has ended.</returns>
    public async ValueTask<bool> EnterAsync(int length, CancellationToken cancellationToken)
    {
        while (!TryEnter(length, out var hasEnded))
        {
            if (hasEnded)
            {
                return false;
            }

            await _changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    public void Leave(int length)
    {
        lock (_lock)
        {
            _items--;
            _bytes -= length;
        }

        _changed.Set();
    }

    /// <summary>Gives no more room.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
        }

        _changed.Set();
    }

    private bool TryEnter(int length, out bool hasEnded)
    {
        lock (_lock)
        {
            hasEnded = _hasEnded;
            var hasRoom = !_hasEnded
                && (_items == 0 || (_items < limits.Items && _bytes + length <= limits.Bytes));
            _items += hasRoom ? 1 : 0;
            _bytes += hasRoom ? length : 0;
            return hasRoom;
        }
    }
}
