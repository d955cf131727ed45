using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>
/// A VLAN tag as it lies in memory (IEEE 802.1Q section 9.6), from after the EtherType that announces it: two bytes of
/// control information, then the EtherType of what follows. Only a view that <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct VlanView
{
    /// <summary>How long it is: 4 bytes, with the EtherType after it.</summary>
    public const int HeaderLength = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private VlanView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The 16 bits of tag control information (TCI).</summary>
    public ushort TagControl => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>The priority code point (PCP), 0 to 7.</summary>
    public byte Priority => (byte)(TagControl >> VlanTag.PriorityShift);

    /// <summary>Whether the frame may be dropped first (DEI); once the canonical format indicator (CFI).</summary>
    public bool IsDropEligible => (TagControl & VlanTag.DropEligibleBit) != 0;

    /// <summary>The VLAN's number (VID), 0 to 4,095; 0 is a priority alone, 4,095 is reserved.</summary>
    public ushort VlanId => (ushort)(TagControl & VlanTag.MaxVlanId);

    /// <summary>What follows (<see cref="Link.EtherType"/>): another tag, a packet, or a length up to 1,500.</summary>
    public ushort EtherType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[sizeof(ushort)..]);

    /// <summary>Whether <see cref="EtherType"/> is a length, so that an LLC header follows.</summary>
    public bool HasLength => EtherType <= Link.EtherType.MaximumLength;

    /// <summary>What follows the tag: up to the length where there is one, else to the end of the frame.</summary>
    public ReadOnlySpan<byte> Payload => HasLength && EtherType < _bytes.Length - HeaderLength
        ? _bytes.Slice(HeaderLength, EtherType)
        : _bytes[HeaderLength..];

    /// <summary>Whether there is less of the payload than the length says.</summary>
    public bool IsTruncated => HasLength && EtherType > _bytes.Length - HeaderLength;

    /// <summary>Reads a tag; false where there are fewer than 4 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out VlanView view)
    {
        view = bytes.Length >= HeaderLength ? new VlanView(bytes) : default;
        return bytes.Length >= HeaderLength;
    }
}
