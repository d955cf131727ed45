namespace Soquete.Wire.Internet;

/// <summary>Goes through the entries of an MPLS label stack, from the top.</summary>
public ref struct MplsLabelEnumerator
{
    private ReadOnlySpan<byte> _rest;
    private MplsLabel _current;

    internal MplsLabelEnumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>The entry that it is at.</summary>
    public readonly MplsLabel Current => _current;

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly MplsLabelEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next entry; false behind the bottom of the stack, and where the bytes end.</summary>
    public bool MoveNext()
    {
        if (!MplsLabel.TryRead(_rest, out var entry))
        {
            return false;
        }

        _current = entry;
        _rest = entry.IsBottomOfStack ? default : _rest[MplsLabel.Length..];
        return true;
    }
}
