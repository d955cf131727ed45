namespace Soquete.Wire.Transport;

/// <summary>The options of a TCP header as they lie in memory (RFC 9293 section 3.2).</summary>
public readonly ref struct TcpOptions
{
    /// <summary>The options in bytes, such as those of <see cref="TcpHeader.Options"/>.</summary>
    public TcpOptions(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of their bytes, with the padding behind the end of the list.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether each option's length is right, up to the end of the list.</summary>
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

    /// <summary>Goes through them up to the end of the list, or to one whose length is wrong.</summary>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Goes through the options of a header. Each step takes at least a byte, so it ends.</summary>
    public ref struct Enumerator
    {
        private OptionCursor _cursor;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _cursor = new OptionCursor(bytes);

        /// <summary>The option that it is at.</summary>
        public readonly TcpOptionView Current => new(_cursor.Current);

        /// <summary>Whether it ended at an option whose length is wrong.</summary>
        public readonly bool IsMalformed => _cursor.IsMalformed;

        /// <summary>
        /// Goes to the next option; false behind the end of the list, which is shown itself, and at a wrong length.
        /// </summary>
        public bool MoveNext() => _cursor.MoveNext();
    }
}
