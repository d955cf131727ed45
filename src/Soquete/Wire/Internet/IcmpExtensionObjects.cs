namespace Soquete.Wire.Internet;

/// <summary>The objects of an ICMP extension as they lie in a message (RFC 4884 section 8).</summary>
public readonly ref struct IcmpExtensionObjects
{
    internal IcmpExtensionObjects(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of their bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether each object's length is right, up to the end of the message.</summary>
    public bool IsWellFormed
    {
        get
        {
            var objects = GetEnumerator();
            while (objects.MoveNext())
            {
            }

            return !objects.IsMalformed;
        }
    }

    /// <summary>Goes through them up to the end, or to one whose length is wrong.</summary>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Goes through the objects. Each step takes at least four bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private IcmpExtensionObjectView _current;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

        /// <summary>The object that it is at.</summary>
        public readonly IcmpExtensionObjectView Current => _current;

        /// <summary>Whether it ended at bytes that are no object.</summary>
        public bool IsMalformed { get; private set; }

        /// <summary>Goes to the next object; false at the end, and at a wrong length.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            if (!IcmpExtensionObjectView.TryRead(_rest, out _current))
            {
                IsMalformed = true;
                _rest = default;
                return false;
            }

            _rest = _rest[_current.Length..];
            return true;
        }
    }
}
