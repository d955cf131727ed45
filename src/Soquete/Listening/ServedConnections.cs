namespace Soquete.Listening;

/// <summary>
/// The connections that are being served: a list whose entries are the work on them. Safe for use by several threads.
/// </summary>
internal sealed class ServedConnections<TConnection>
    where TConnection : class
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Entry? _first;
    private int _count;
    private int _unfinished;
    private bool _isDraining;

    /// <summary>How many are being served.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add(Entry entry)
    {
        lock (_gate)
        {
            if (_first is { } second)
            {
                (entry.Next, second.Previous) = (second, entry);
            }

            _first = entry;
            _unfinished++;
            Volatile.Write(ref _count, _count + 1);
        }
    }

    /// <summary>It is served no more; what is done about that is finished later.</summary>
    public void Remove(Entry entry)
    {
        lock (_gate)
        {
            if (entry.Next is { } next)
            {
                next.Previous = entry.Previous;
            }

            if (entry.Previous is { } previous)
            {
                previous.Next = entry.Next;
            }
            else
            {
                _first = entry.Next;
            }

            (entry.Next, entry.Previous) = (null, null);
            Volatile.Write(ref _count, _count - 1);
        }
    }

    /// <summary>All is done about one that was removed.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            _unfinished--;
            EndIfDrained();
        }
    }

    /// <summary>Ends when all that were added are finished; none is added from here on.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            _isDraining = true;
            EndIfDrained();
        }

        return _drained.Task;
    }

    /// <summary>Those that are being served now.</summary>
    public IReadOnlyList<TConnection> Snapshot()
    {
        lock (_gate)
        {
            var all = new List<TConnection>(_count);
            for (var entry = _first; entry is not null; entry = entry.Next)
            {
                all.Add(entry.Connection);
            }

            return all;
        }
    }

    private void EndIfDrained()
    {
        if (_isDraining && _unfinished == 0)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>One that is being served.</summary>
    internal abstract class Entry(TConnection connection)
    {
        public TConnection Connection { get; } = connection;

        /// <summary>The list's own.</summary>
        public Entry? Next { get; set; }

        /// <inheritdoc cref="Next"/>
        public Entry? Previous { get; set; }
    }
}
