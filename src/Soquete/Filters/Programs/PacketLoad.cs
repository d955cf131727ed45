using System.Buffers.Binary;

namespace Soquete.Filters.Programs;

/// <summary>Loads of the interpreter: from the packet's bytes, its length, and what the kernel knows of it.</summary>
internal static class PacketLoad
{
    /// <summary>
    /// SKF_LL_OFF, -0x200000: offsets from here up are relative to the link's header, with which our packets begin.
    /// </summary>
    private const uint LinkOffset = 0xffe00000;

    /// <summary>SKF_NET_OFF, -0x100000: relative to the network header, which only the kernel can tell.</summary>
    private const uint NetworkOffset = 0xfff00000;

    /// <summary>Loads A.</summary>
    /// <returns>Whether it lies within the packet.</returns>
    public static bool TryLoad(
        in BpfInstruction load,
        ReadOnlySpan<byte> packet,
        uint length,
        in BpfPacketFacts facts,
        uint index,
        ref uint accumulator)
    {
        var offset = load.Operand;
        switch (load.Code)
        {
            case BpfCode.LoadConstant:
                accumulator = offset;
                return true;
            case BpfCode.LoadLength:
                accumulator = length;
                return true;
            case BpfCode.LoadWord or BpfCode.LoadHalf or BpfCode.LoadByte when offset >= Ancillary.Offset:
                accumulator = Ancillary.Load(offset, accumulator, index, facts);
                return true;
            case BpfCode.LoadWordAtIndex or BpfCode.LoadHalfAtIndex or BpfCode.LoadByteAtIndex:
                offset += index;
                break;
            default:
                break;
        }

        return TryRead(load.Code, packet, offset, ref accumulator);
    }

    /// <summary>Loads X.</summary>
    /// <returns>Whether it lies within the packet.</returns>
    public static bool TryLoadIndex(in BpfInstruction load, ReadOnlySpan<byte> packet, uint length, ref uint index)
    {
        switch (load.Code)
        {
            case BpfCode.LoadIndexConstant:
                index = load.Operand;
                return true;
            case BpfCode.LoadIndexLength:
                index = length;
                return true;
            default:
                var isThere = TryRead(BpfCode.LoadByte, packet, load.Operand, ref index);
                index = (index & 0xf) * 4;
                return isThere;
        }
    }

    private static bool TryRead(ushort code, ReadOnlySpan<byte> packet, uint offset, ref uint value)
    {
        var start = offset is >= LinkOffset and < NetworkOffset ? offset - LinkOffset : offset;
        if (start >= (uint)packet.Length)
        {
            return false;
        }

        var bytes = packet[(int)start..];
        switch (code & BpfCode.SizeMask)
        {
            case BpfCode.ByteSize:
                value = bytes[0];
                return true;
            case BpfCode.HalfSize:
                var isHalf = BinaryPrimitives.TryReadUInt16BigEndian(bytes, out var half);
                value = half;
                return isHalf;
            default:
                return BinaryPrimitives.TryReadUInt32BigEndian(bytes, out value);
        }
    }
}
