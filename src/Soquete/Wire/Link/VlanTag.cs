using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>What a VLAN tag says (IEEE 802.1Q section 9.6). Immutable, and safe for threads.</summary>
public sealed record VlanTag
{
    /// <summary>The greatest number that a VLAN's field holds: 4,095, which is reserved.</summary>
    public const ushort MaxVlanId = 0x0FFF;

    internal const ushort DropEligibleBit = 0x1000;
    internal const int PriorityShift = 13;

    private const byte MaxPriority = 7;

    /// <summary>How many bytes it takes: 4.</summary>
    public static int Length => VlanView.HeaderLength;

    /// <summary>The priority code point, 0 to 7; 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is more than 7.</exception>
    public byte Priority
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxPriority);
            field = value;
        }
    }

    /// <summary>Whether the frame may be dropped first.</summary>
    public bool IsDropEligible { get; init; }

    /// <summary>The VLAN's number, 0 to 4,095.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is more than 4,095.</exception>
    public required ushort VlanId
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxVlanId);
            field = value;
        }
    }

    /// <summary>What follows the tag.</summary>
    public required ushort EtherType { get; init; }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static VlanTag Read(in VlanView view) => new()
    {
        Priority = view.Priority,
        IsDropEligible = view.IsDropEligible,
        VlanId = view.VlanId,
        EtherType = view.EtherType,
    };

    /// <summary>Writes the tag and the EtherType after it.</summary>
    /// <returns>How many bytes were written: 4.</returns>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public int Write(Span<byte> destination)
    {
        WireRoom.Check(destination, Length);
        var control = (Priority << PriorityShift) | (IsDropEligible ? DropEligibleBit : 0) | VlanId;
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)control);
        BinaryPrimitives.WriteUInt16BigEndian(destination[sizeof(ushort)..], EtherType);
        return Length;
    }
}
