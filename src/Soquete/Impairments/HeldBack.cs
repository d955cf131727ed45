namespace Soquete.Impairments;

/// <summary>
/// The datagrams that wait until later ones have passed them. They are few, and searched from end to end.
/// </summary>
internal sealed class HeldBack<T>
{
    /// <summary>How long a datagram is held back at most, where too few follow it.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(50);

    private readonly List<Waiting> _waiting = [];
    private int _next = -1;

    public int Count => _waiting.Count;

    /// <summary>When and in which order the next of them goes on if nothing else passes; there must be one.</summary>
    public (TimeSpan Ready, long Number) Next => _waiting[_next].Place;

    /// <summary>The length of the next.</summary>
    public int NextSizeBytes => _waiting[_next].Item.SizeBytes;

    public void Add(QueuedItem<T> item, int letsPass)
    {
        _waiting.Add(new Waiting(item, letsPass, item.Ready + LongestHold));
        FindNext();
    }

    public QueuedItem<T> TakeNext()
    {
        var next = _waiting[_next];
        _waiting.RemoveAt(_next);
        FindNext();
        return next.Item with { Ready = next.Deadline };
    }

    /// <summary>Another went on. Those before it that have waited for enough follow it at once.</summary>
    public void Pass(QueuedItem<T> passing)
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].Item.Number < passing.Number && _waiting[i].LetsPass > 0)
            {
                _waiting[i] = _waiting[i].PassedBy(passing);
            }
        }

        FindNext();
    }

    private void FindNext()
    {
        _next = _waiting.Count - 1;
        for (var i = 0; i < _waiting.Count - 1; i++)
        {
            _next = _waiting[i].Place.CompareTo(_waiting[_next].Place) < 0 ? i : _next;
        }
    }

    private readonly record struct Waiting(QueuedItem<T> Item, int LetsPass, TimeSpan Deadline)
    {
        public (TimeSpan Ready, long Number) Place => (Deadline, Item.Number);

        /// <summary>
        /// The last that it lets pass takes it along: by its number it goes before all that became ready with that one.
        /// </summary>
        public Waiting PassedBy(QueuedItem<T> passing) => this with
        {
            LetsPass = LetsPass - 1,
            Deadline = LetsPass > 1 ? Deadline : passing.Ready > Item.Ready ? passing.Ready : Item.Ready,
        };
    }
}
