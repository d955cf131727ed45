namespace Soquete.Wire.Internet;

/// <summary>Goes through the objects of an ICMP extension.</summary>
public ref struct IcmpExtensionObjectEnumerator
{
    private ReadOnlySpan<byte> _rest;
    private IcmpExtensionObjectView _current;

    internal IcmpExtensionObjectEnumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>The object that it is at.</summary>
    public readonly IcmpExtensionObjectView Current => _current;

    /// <summary>Whether it stopped before the end, at bytes that are no object.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly IcmpExtensionObjectEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next object; false at the end, and where there is none.</summary>
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
