using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// What a ring is asked for with: <c>struct tpacket_req3</c> (Documentation/networking/packet_mmap.rst).
/// </summary>
/// <param name="BlockBytes">How long a block is; a multiple of the page's length and of <see
/// cref="FrameBytes"/>.</param>
/// <param name="Blocks">How many there are.</param>
/// <param name="TimeoutMilliseconds">After how long a block that is not full is given all the same.</param>
internal sealed record PacketRingRequest(int BlockBytes, int Blocks, int TimeoutMilliseconds) : IOptionStructure
{
    public const int Bytes = 28;

    /// <summary>What PACKET_VERSION calls the third version: TPACKET_V3.</summary>
    public const int Version = 2;

    /// <summary>Frames are as long as they are in the third version; the kernel checks this all the same.</summary>
    public const int FrameBytes = 2048;

    /// <summary>
    /// The room before each frame (PACKET_RESERVE): for a VLAN tag of 4 bytes and a cooked header of 20, which are put
    /// there.
    /// </summary>
    public const int ReservedBytes = 24;

    public int Length => Bytes;

    private int Frames => BlockBytes / FrameBytes * Blocks;

    public void WriteTo(Span<byte> value)
    {
        value[..Bytes].Clear();
        ReadOnlySpan<int> fields = [BlockBytes, Blocks, FrameBytes, Frames, TimeoutMilliseconds];
        MemoryMarshal.AsBytes(fields).CopyTo(value);
    }

    public override string ToString() =>
        $"{{tp_block_size={BlockBytes}, tp_block_nr={Blocks}, tp_frame_size={FrameBytes}, tp_frame_nr={Frames}, "
            + $"tp_retire_blk_tov={TimeoutMilliseconds}, tp_sizeof_priv=0, tp_feature_req_word=0}}";
}
