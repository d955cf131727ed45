namespace Soquete.Wire.Internet;

/// <summary>The chain of extension headers of an IPv6 packet (RFC 8200 section 4).</summary>
public readonly ref struct Ipv6Extensions
{
    /// <summary>
    /// How many are gone through at most: 32. RFC 8200 knows seven and lets none but destination options come twice; a
    /// longer chain is somebody's attempt to keep a reader busy (RFC 8504 section 5.3).
    /// </summary>
    public const int MaxCount = 32;

    private readonly byte _nextHeader;
    private readonly ReadOnlySpan<byte> _payload;

    internal Ipv6Extensions(byte nextHeader, ReadOnlySpan<byte> payload)
    {
        _nextHeader = nextHeader;
        _payload = payload;
    }

    /// <summary>Goes through them.</summary>
    public Enumerator GetEnumerator() => new(_nextHeader, _payload);

    /// <summary>Goes through a chain. Each step takes at least eight bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private Ipv6ExtensionView _current;
        private int _count;

        internal Enumerator(byte nextHeader, ReadOnlySpan<byte> payload)
        {
            NextHeader = nextHeader;
            _rest = payload;
        }

        /// <summary>The extension header that it is at.</summary>
        public readonly Ipv6ExtensionView Current => _current;

        /// <summary>What follows what it has gone through (<see cref="IpProtocol"/>).</summary>
        public byte NextHeader { get; private set; }

        /// <summary>The bytes that follow what it has gone through.</summary>
        public readonly ReadOnlySpan<byte> Rest => _rest;

        /// <summary>
        /// Whether it is behind a fragment header of a fragment that is not the first one: what follows belongs to
        /// <see cref="NextHeader"/>, but is not its beginning.
        /// </summary>
        public bool IsInsideFragment { get; private set; }

        /// <summary>
        /// Whether, at the end, everything was gone through: false where an extension header is not whole, or there are
        /// more than <see cref="MaxCount"/>.
        /// </summary>
        public readonly bool IsComplete => IsInsideFragment || !IpProtocol.IsIpv6Extension(NextHeader);

        /// <summary>Goes to the next one; false where there is none, or not a whole one.</summary>
        public bool MoveNext()
        {
            if (IsComplete || _count == MaxCount
                || !Ipv6ExtensionView.TryRead(NextHeader, _rest, out var extension))
            {
                return false;
            }

            _count++;
            _current = extension;
            _rest = _rest[extension.Bytes.Length..];
            NextHeader = extension.NextHeader;
            IsInsideFragment = extension.TryGetFragment(out var fragment) && fragment.FragmentOffset != 0;
            return true;
        }
    }
}
