namespace Soquete.Wire.Captures;

/// <summary>The options at the end of a block. What does not fit ends them.</summary>
internal readonly ref struct PcapngOptions(ReadOnlySpan<byte> bytes, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>Whether each option lies within the block, up to the end or to what ends them.</summary>
    public bool AreWhole
    {
        get
        {
            var options = GetEnumerator();
            while (options.MoveNext())
            {
            }

            return options.HasEnded;
        }
    }

    public Enumerator GetEnumerator() => new(_bytes, isBigEndian);

    public ref struct Enumerator(ReadOnlySpan<byte> rest, bool isBigEndian)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public PcapngOption Current { get; private set; }

        public bool HasEnded { get; private set; }

        public bool MoveNext()
        {
            if (_rest.Length < PcapngCode.OptionStart)
            {
                HasEnded |= _rest.IsEmpty;
                return false;
            }

            var order = new ByteOrder(isBigEndian);
            var code = order.UInt16(_rest);
            var length = order.UInt16(_rest[2..]);
            var next = PcapngCode.OptionStart + PcapngCode.Padded(length);
            if (code == PcapngCode.EndOfOptions || next > _rest.Length)
            {
                HasEnded |= code == PcapngCode.EndOfOptions;
                _rest = default;
                return false;
            }

            Current = new PcapngOption(code, _rest.Slice(PcapngCode.OptionStart, length), order);
            _rest = _rest[next..];
            return true;
        }
    }
}
