namespace Soquete.Wire.Internet;

/// <summary>An MPLS label stack as it lies in memory (RFC 3032 section 2.1).</summary>
public readonly ref struct MplsLabels
{
    /// <summary>The stack in bytes, from its top; what lies behind its bottom is left out.</summary>
    public MplsLabels(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The bytes from the top of the stack on.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Goes through the entries, from the top of the stack.</summary>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>The entries, from the top of the stack. Allocates.</summary>
    public ValueList<MplsLabel> ToList()
    {
        var labels = new List<MplsLabel>();
        foreach (var label in this)
        {
            labels.Add(label);
        }

        return labels.ToArray();
    }

    /// <summary>Goes through the entries. Each step takes four bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

        /// <summary>The entry that it is at.</summary>
        public MplsLabel Current { get; private set; }

        /// <summary>Goes to the next entry; false behind the bottom of the stack, and where the bytes end.</summary>
        public bool MoveNext()
        {
            if (!MplsLabel.TryRead(_rest, out var entry))
            {
                return false;
            }

            Current = entry;
            _rest = entry.IsBottomOfStack ? default : _rest[MplsLabel.Length..];
            return true;
        }
    }
}
