namespace Soquete.Wire.Internet;

/// <summary>
/// The records of a membership report as they lie in it (RFC 3376 section 4.2.4, RFC 3810 section 5.2.4).
/// </summary>
public readonly ref struct MulticastRecords
{
    private readonly int _addressLength;

    internal MulticastRecords(ReadOnlySpan<byte> bytes, int count, int addressLength)
    {
        Bytes = bytes;
        Count = count;
        _addressLength = addressLength;
    }

    /// <summary>Their bytes, and what follows them.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How many there are said to be.</summary>
    public int Count { get; }

    /// <summary>Whether all of them are there.</summary>
    public bool IsWellFormed
    {
        get
        {
            var records = GetEnumerator();
            while (records.MoveNext())
            {
            }

            return !records.IsMalformed;
        }
    }

    /// <summary>Goes through them, up to the last or to one that is not whole.</summary>
    public Enumerator GetEnumerator() => new(Bytes, Count, _addressLength);

    internal ValueList<MulticastRecord> ToList()
    {
        var records = new List<MulticastRecord>();
        foreach (var record in this)
        {
            records.Add(MulticastRecord.Read(record));
        }

        return records.ToArray();
    }

    /// <summary>Goes through the records. Each step takes at least eight bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private readonly int _addressLength;
        private ReadOnlySpan<byte> _rest;
        private int _left;
        private MulticastRecordView _current;

        internal Enumerator(ReadOnlySpan<byte> bytes, int count, int addressLength)
        {
            _rest = bytes;
            _left = count;
            _addressLength = addressLength;
        }

        /// <summary>The record that it is at.</summary>
        public readonly MulticastRecordView Current => _current;

        /// <summary>Whether it ended at a record that is not whole.</summary>
        public bool IsMalformed { get; private set; }

        /// <summary>Goes to the next record; false at the end, and at one that is not whole.</summary>
        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            if (!MulticastRecordView.TryRead(_rest, _addressLength, out _current))
            {
                IsMalformed = true;
                _left = 0;
                return false;
            }

            _left--;
            _rest = _rest[_current.Bytes.Length..];
            return true;
        }
    }
}
