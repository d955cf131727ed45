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

    /// <summary>Where it stands: behind the two addresses.</summary>
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
    /// Puts it into an Ethernet frame, whose bytes behind the addresses move; the end of one that fills the buffer is
    /// lost.
    /// </summary>
    /// <param name="buffer">The frame, and room behind it.</param>
    /// <param name="count">How long the frame is.</param>
    /// <returns>How long it is now.</returns>
    public int PutIntoEthernet(Span<byte> buffer, int count)
    {
        if (count < Offset || !TryMove(buffer, ref count, Offset))
        {
            return count;
        }

        WriteTo(buffer[Offset..]);
        return count;
    }

    /// <summary>
    /// Puts it behind a cooked header, whose EtherType becomes the tag's, and before what it held: where a tag stands
    /// that was not taken out.
    /// </summary>
    /// <inheritdoc cref="PutIntoEthernet"/>
    public int PutBehindCooked(Span<byte> buffer, int count)
    {
        if (!TryMove(buffer, ref count, CookedView.Sll2Length))
        {
            return count;
        }

        var inner = BinaryPrimitives.ReadUInt16BigEndian(buffer);
        BinaryPrimitives.WriteUInt16BigEndian(buffer, _protocol);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[CookedView.Sll2Length..], _tag);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(CookedView.Sll2Length + sizeof(ushort))..], inner);
        return count;
    }

    /// <summary>Writes the tag as it stands in a frame: its EtherType, then priority and number.</summary>
    public void WriteTo(Span<byte> room)
    {
        BinaryPrimitives.WriteUInt16BigEndian(room, _protocol);
        BinaryPrimitives.WriteUInt16BigEndian(room[sizeof(ushort)..], _tag);
    }

    private static bool TryMove(Span<byte> buffer, ref int count, int from)
    {
        var kept = Math.Min(count + Bytes, buffer.Length) - Bytes - from;
        if (kept < 0)
        {
            return false;
        }

        buffer.Slice(from, kept).CopyTo(buffer[(from + Bytes)..]);
        count = from + Bytes + kept;
        return true;
    }
}
