namespace Soquete.Wire.Link;

/// <summary>The stack of VLAN tags of a frame: none, one, or two and more (QinQ, IEEE 802.1ad).</summary>
public readonly ref struct VlanTags
{
    private readonly ushort _etherType;
    private readonly bool _hasLength;
    private readonly ReadOnlySpan<byte> _bytes;

    internal VlanTags(ushort etherType, bool hasLength, ReadOnlySpan<byte> bytes)
    {
        _etherType = etherType;
        _hasLength = hasLength;
        _bytes = bytes;
    }

    /// <summary>Goes through them, the outermost first.</summary>
    public Enumerator GetEnumerator() => new(_etherType, _hasLength, _bytes);

    /// <summary>What stands behind the last of them, or behind the Ethernet header where there is none.</summary>
    /// <param name="etherType">What it is; a length up to 1,500, and still a tag's where that one is cut.</param>
    /// <param name="payload">Its bytes.</param>
    /// <returns>How many tags there are.</returns>
    public int Skip(out ushort etherType, out ReadOnlySpan<byte> payload)
    {
        var count = 0;
        var tags = GetEnumerator();
        while (tags.MoveNext())
        {
            count++;
        }

        etherType = tags.EtherType;
        payload = tags.Payload;
        return count;
    }

    /// <summary>Goes through a stack of tags. Each step takes four bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private VlanView _current;
        private bool _hasLength;

        internal Enumerator(ushort etherType, bool hasLength, ReadOnlySpan<byte> bytes)
        {
            EtherType = etherType;
            _hasLength = hasLength;
            _rest = bytes;
        }

        /// <summary>The tag that it is at.</summary>
        public readonly VlanView Current => _current;

        /// <summary>What follows what it has gone through.</summary>
        public ushort EtherType { get; private set; }

        /// <summary>The bytes that follow what it has gone through.</summary>
        public readonly ReadOnlySpan<byte> Payload => _rest;

        /// <summary>Goes to the next tag; false where there is none, or not a whole one.</summary>
        public bool MoveNext()
        {
            if (_hasLength || !Link.EtherType.IsVlan(EtherType) || !VlanView.TryRead(_rest, out var tag))
            {
                return false;
            }

            _current = tag;
            _rest = tag.Payload;
            EtherType = tag.EtherType;
            _hasLength = tag.HasLength;
            return true;
        }
    }
}
