namespace Soquete.Wire;

/// <summary>The bytes of options as <see cref="OptionCursor"/> reads them, while they are put together.</summary>
internal sealed class OptionBuffer
{
    /// <summary>Headers of IPv4 and of TCP are 60 bytes long at most, and 20 without options.</summary>
    public const int MaxLength = 40;

    private const int HeadLength = 2;
    private const int WordLength = 4;

    private readonly byte[] _bytes = new byte[MaxLength];
    private int _length;

    /// <summary>Adds an option of one byte.</summary>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public void Add(byte kind) => Take(1)[0] = kind;

    /// <summary>Adds an option with its length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is one of those that have none.</exception>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public void Add(byte kind, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(kind, OptionCursor.NoOperation);
        var option = Take(HeadLength + data.Length);
        (option[0], option[1]) = (kind, (byte)option.Length);
        data.CopyTo(option[HeadLength..]);
    }

    /// <summary>What was added, padded with zeros, which end the list, to whole words.</summary>
    public ValueList<byte> ToList() =>
        ValueList.Create<byte>(_bytes.AsSpan(0, (_length + WordLength - 1) / WordLength * WordLength));

    private Span<byte> Take(int count)
    {
        if (count > MaxLength - _length)
        {
            throw new InvalidOperationException($"Options take {MaxLength} bytes at most.");
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
