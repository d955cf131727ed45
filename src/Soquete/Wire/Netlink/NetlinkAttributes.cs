using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// Goes through the attributes behind a message's own structure (netlink(7)). Each step takes at least an attribute's
/// head, so it ends.
/// </summary>
internal ref struct NetlinkAttributes(ReadOnlySpan<byte> bytes)
{
    /// <summary>The size of <c>struct nlattr</c>: length and type, two bytes each.</summary>
    public const int HeadLength = 4;

    // NLA_TYPE_MASK: the upper two bits say something of the data.
    private const int TypeMask = 0x3FFF;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The number of the attribute that it is at.</summary>
    public int Type { get; private set; }

    /// <summary>Its data, without what pads it.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Whether it ended at an attribute whose length is wrong.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Its data as a number; 0 where it is shorter than that.</summary>
    public readonly uint Number => Data.Length < sizeof(uint) ? 0 : MemoryMarshal.Read<uint>(Data);

    /// <summary>Its first byte; 0 where it has none.</summary>
    public readonly byte Byte => Data.IsEmpty ? (byte)0 : Data[0];

    /// <summary>Goes to the next attribute; false at the end, and at a wrong length.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var length = _rest.Length < HeadLength ? 0 : MemoryMarshal.Read<ushort>(_rest);
        if (length < HeadLength || length > _rest.Length)
        {
            IsMalformed = true;
            _rest = default;
            return false;
        }

        Type = MemoryMarshal.Read<ushort>(_rest[2..]) & TypeMask;
        Data = _rest[HeadLength..length];
        _rest = _rest[Math.Min(NetlinkView.Padded(length), _rest.Length)..];
        return true;
    }
}
