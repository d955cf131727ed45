namespace Soquete.Wire;

/// <summary>
/// Goes through options as IPv4 and TCP have them (RFC 791 section 3.1, RFC 9293 section 3.2): kind 0 ends the list and
/// kind 1 does nothing, each in one byte; others have a length after the kind, which counts both.
/// </summary>
internal ref struct OptionCursor(ReadOnlySpan<byte> bytes)
{
    public const byte EndOfList = 0;
    public const byte NoOperation = 1;

    private const int LeastLength = 2;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The bytes of the option, from its kind.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether an option's length is less than its own head, or more than there is.</summary>
    public bool IsMalformed { get; private set; }

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var length = LengthOfNext();
        if (length == 0)
        {
            IsMalformed = true;
            _rest = default;
            return false;
        }

        Current = _rest[..length];
        _rest = Current[0] == EndOfList ? default : _rest[length..];
        return true;
    }

    /// <summary>0 where it is wrong.</summary>
    private readonly int LengthOfNext()
    {
        if (_rest[0] is EndOfList or NoOperation)
        {
            return 1;
        }

        var length = _rest.Length < LeastLength ? 0 : _rest[1];
        return length < LeastLength || length > _rest.Length ? 0 : length;
    }
}
