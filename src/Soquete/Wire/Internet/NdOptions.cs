namespace Soquete.Wire.Internet;

/// <summary>The options of a neighbour discovery message as they lie in it (RFC 4861 section 4.6).</summary>
public readonly ref struct NdOptions
{
    internal NdOptions(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of their bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>
    /// Whether each option's length is right, up to the end of the message. If not, the whole message is to be ignored
    /// (RFC 4861 section 4.6).
    /// </summary>
    public bool IsWellFormed
    {
        get
        {
            var options = GetEnumerator();
            while (options.MoveNext())
            {
            }

            return !options.IsMalformed;
        }
    }

    /// <summary>Goes through them up to the end, or to one whose length is wrong.</summary>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Goes through the options. Each step takes at least eight bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private NdOptionView _current;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

        /// <summary>The option that it is at.</summary>
        public readonly NdOptionView Current => _current;

        /// <summary>Whether it ended at an option whose length is wrong.</summary>
        public bool IsMalformed { get; private set; }

        /// <summary>Goes to the next option; false at the end, and at a wrong length.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            if (!NdOptionView.TryRead(_rest, out _current))
            {
                IsMalformed = true;
                _rest = default;
                return false;
            }

            _rest = _rest[_current.Bytes.Length..];
            return true;
        }
    }
}
