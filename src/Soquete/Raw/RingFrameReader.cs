using System.Runtime.InteropServices;
using Soquete.Filters;
using Soquete.Interop;

namespace Soquete.Raw;

/// <summary>Makes what stands in a ring the frame that was on the wire, in place.</summary>
/// <param name="isCooked">Whether each frame gets a cooked header.</param>
/// <param name="filter">
/// What frames have to pass that may have come before it was attached; null where all have passed it.
/// </param>
internal readonly struct RingFrameReader(bool isCooked, BpfProgram? filter)
{
    /// <summary>
    /// In bytes that the kernel clears with each frame: what was taken out has been put back already.
    /// </summary>
    private const ulong IsPutBack = 1;

    /// <summary>Reads one frame.</summary>
    /// <param name="frame">From its header to the end of the block; not shorter than what comes before a frame.</param>
    /// <param name="read">The frame.</param>
    /// <returns>False where it does not pass, or is no frame.</returns>
    public bool TryRead(Span<byte> frame, out RingFrame read)
    {
        ref var header = ref MemoryMarshal.AsRef<PacketFrameHeader>(frame);
        ref var name = ref MemoryMarshal.AsRef<LinkName>(frame[PacketFrameHeader.NameOffset..]);
        if (header.LinkOffset < PacketFrameHeader.Prefix || header.LinkOffset > frame.Length
            || (filter is not null && !Passes(BytesOf(frame, header), header, name)))
        {
            read = default;
            return false;
        }

        if ((isCooked || (header.Status & FrameStatus.VlanValid) != 0) && header.Reserved != IsPutBack)
        {
            PutBack(frame, ref header);
        }

        read = new RingFrame(BytesOf(frame, header), ref header, ref name);
        return true;
    }

    /// <summary>What there is of the frame within the block.</summary>
    private static Span<byte> BytesOf(Span<byte> frame, in PacketFrameHeader header) => frame.Slice(
        header.LinkOffset, (int)Math.Min(header.Captured, (uint)(frame.Length - header.LinkOffset)));

    private bool Passes(ReadOnlySpan<byte> bytes, in PacketFrameHeader header, in LinkName name)
    {
        var hasTag = (header.Status & FrameStatus.VlanValid) != 0;
        var facts = new BpfPacketFacts
        {
            PacketType = name.PacketType,
            Protocol = name.ProtocolInHostOrder,
            InterfaceIndex = name.InterfaceIndex,
            VlanTag = hasTag ? (ushort)header.VlanTag : null,
            VlanProtocol = header.VlanProtocol,
        };
        return filter!.Matches(bytes, (int)header.Length, facts);
    }

    /// <summary>
    /// Moves what stands before the tag to the front, into the reserve, and tells in the frame's header how it is now.
    /// </summary>
    private void PutBack(Span<byte> frame, ref PacketFrameHeader header)
    {
        var tag = new TakenTag(header.Status, (ushort)header.VlanTag, header.VlanProtocol);
        var added = (isCooked ? CookedPrefix.Bytes : 0) + (tag.IsThere ? TakenTag.Bytes : 0);
        var start = header.LinkOffset - added;
        if (start < PacketFrameHeader.Prefix)
        {
            return;
        }

        var room = frame[start..];
        if (isCooked)
        {
            CookedPrefix.Write(room, frame.Slice(PacketFrameHeader.NameOffset, SocketName.LinkBytes));
            tag.WriteBehindCooked(room);
        }
        else
        {
            tag.MoveIntoEthernet(room, header.Captured);
        }

        header.LinkOffset = (ushort)start;
        header.Captured += (uint)added;
        header.Length += (uint)added;
        header.Reserved = IsPutBack;
    }
}
