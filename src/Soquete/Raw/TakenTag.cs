using System.Buffers.Binary;
using Soquete.Interop;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>
/// A VLAN tag (IEEE 802.1Q) that the kernel took out of a frame and tells beside it. A frame is to be what was on the
/// wire, so it is put back.
/// </summary>
internal readonly struct TakenTag
{
    public const int Bytes = 4;

    /// <summary>Where it stands in an Ethernet frame: behind the two addresses.</summary>
    private const int Offset = 2 * MacAddress.Length;

    private readonly ushort _protocol;
    private readonly ushort _tag;

    public TakenTag(FrameStatus status, ushort tag, ushort protocol)
    {
        IsThere = (status & FrameStatus.VlanValid) != 0;
        _tag = tag;
        _protocol = (status & FrameStatus.VlanProtocolValid) != 0 ? protocol : EtherType.Vlan;
    }

    public bool IsThere { get; }

    /// <summary>
    /// Puts it into a frame with nothing but room behind it: what is behind the tag moves, and the end of a frame that
    /// fills its buffer is lost.
    /// </summary>
    /// <param name="buffer">The frame, from its header on, and the room.</param>
    /// <param name="count">How long the frame is.</param>
    /// <param name="isCooked">Whether it has a cooked header.</param>
    /// <returns>How long it is now.</returns>
    public int Insert(Span<byte> buffer, int count, bool isCooked)
    {
        var from = isCooked ? CookedPrefix.Bytes : Offset;
        var behind = Math.Min(count, buffer.Length - Bytes) - from;
        if (count < from || behind < 0)
        {
            return count;
        }

        buffer.Slice(from, behind).CopyTo(buffer[(from + Bytes)..]);
        if (isCooked)
        {
            WriteBehindCooked(buffer);
        }
        else
        {
            WriteTo(buffer[Offset..]);
        }

        return from + Bytes + behind;
    }

    /// <summary>Puts it into a frame with room before it, to which the addresses move.</summary>
    /// <param name="room">From that room on.</param>
    /// <param name="count">How long the frame is; of one without whole addresses nothing is changed but its
    /// start.</param>
    public void MoveIntoEthernet(Span<byte> room, uint count)
    {
        var moved = (int)Math.Min(count, Offset);
        room.Slice(Bytes, moved).CopyTo(room);
        WriteTo(room[moved..]);
    }

    /// <summary>
    /// Puts it between a cooked header, whose EtherType becomes the tag's, and what is behind it, where there is room.
    /// </summary>
    public void WriteBehindCooked(Span<byte> frame)
    {
        if (IsThere)
        {
            var inner = BinaryPrimitives.ReadUInt16BigEndian(frame);
            BinaryPrimitives.WriteUInt16BigEndian(frame, _protocol);
            BinaryPrimitives.WriteUInt16BigEndian(frame[CookedPrefix.Bytes..], _tag);
            BinaryPrimitives.WriteUInt16BigEndian(frame[(CookedPrefix.Bytes + sizeof(ushort))..], inner);
        }
    }

    /// <summary>The tag as it stands in a frame: its EtherType, then priority and number.</summary>
    private void WriteTo(Span<byte> room)
    {
        BinaryPrimitives.WriteUInt16BigEndian(room, _protocol);
        BinaryPrimitives.WriteUInt16BigEndian(room[sizeof(ushort)..], _tag);
    }
}
