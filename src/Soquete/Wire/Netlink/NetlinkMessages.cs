namespace Soquete.Wire.Netlink;

/// <summary>
/// Goes through the messages of one datagram. Each step takes at least a header, so it ends.
/// </summary>
internal ref struct NetlinkMessages(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private NetlinkView _current;

    /// <summary>The message that it is at.</summary>
    public readonly NetlinkView Current => _current;

    /// <summary>Whether it ended at a message whose length is wrong.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Goes to the next message; false at the end, and at a wrong length.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (!NetlinkView.TryRead(_rest, out _current))
        {
            IsMalformed = true;
            _rest = default;
            return false;
        }

        _rest = _rest[Math.Min(NetlinkView.Padded(_current.Length), _rest.Length)..];
        return true;
    }
}
