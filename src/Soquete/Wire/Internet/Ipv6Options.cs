namespace Soquete.Wire.Internet;

/// <summary>The options of a hop-by-hop or destination options header (RFC 8200 section 4.2).</summary>
public readonly ref struct Ipv6Options
{
    /// <summary>The options in bytes.</summary>
    public Ipv6Options(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of their bytes, with the padding.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether each option's length is right.</summary>
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

    /// <summary>Goes through them, padding too, to the end or to one that is longer than what is there.</summary>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Goes through the options of a header. Each step takes at least a byte, so it ends.</summary>
    public ref struct Enumerator
    {
        private const int HeadLength = 2;

        private ReadOnlySpan<byte> _rest;
        private ReadOnlySpan<byte> _current;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

        /// <summary>The option that it is at.</summary>
        public readonly Ipv6OptionView Current => new(_current);

        /// <summary>Whether it ended at an option that is longer than what is there.</summary>
        public bool IsMalformed { get; private set; }

        /// <summary>Goes to the next option; false where there is none.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var length = _rest[0] == Ipv6OptionType.Pad1 ? 1
                : _rest.Length < HeadLength ? int.MaxValue
                : HeadLength + _rest[1];
            if (length > _rest.Length)
            {
                IsMalformed = true;
                _rest = default;
                return false;
            }

            _current = _rest[..length];
            _rest = _rest[length..];
            return true;
        }
    }
}
