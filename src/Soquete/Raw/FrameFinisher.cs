using Soquete.Interop;

namespace Soquete.Raw;

/// <summary>
/// Does what a kernel leaves to the hardware: writes transport checksums, and parts frames that are larger than the
/// link takes (segmentation offload). So what a sender on this machine gave to its kernel becomes what would be on a
/// wire.
/// </summary>
/// <remarks>A frame is given, and what becomes of it is taken, one by one. For one thread at a time.</remarks>
internal sealed class FrameFinisher
{
    private readonly byte[] _part = new byte[ushort.MaxValue];
    private Memory<byte> _frame;
    private LargeFrame? _large;
    private int _next;

    /// <summary>Begins with a frame; what is left of the one before is forgotten.</summary>
    /// <param name="frame">The frame, which is changed.</param>
    /// <param name="network">Where in it the IP header begins.</param>
    /// <param name="left">What was left to do.</param>
    /// <returns>False where it is not known how to do that, and for a frame that is not whole.</returns>
    public bool TryBegin(Memory<byte> frame, int network, in VirtualNetworkHeader left)
    {
        _large = left.Kind == 0 ? null : LargeFrame.TryRead(frame.Span, network, left);
        _next = _large?.PayloadOffset ?? 0;
        var isKnown = left.Kind != 0 ? _large is not null
            : (left.Flags & VirtualNetworkHeader.NeedsChecksum) == 0
                || TransportChecksum.TryComplete(frame.Span, left.ChecksumStart, left.ChecksumOffset);
        _frame = isKnown ? frame : default;
        return isKnown;
    }

    /// <summary>Takes the next frame, which is good until the next call; false where there is none.</summary>
    public bool TryNext(out ReadOnlyMemory<byte> frame)
    {
        if (_large is not { } large)
        {
            (frame, _frame) = (_frame, default);
            return !frame.IsEmpty;
        }

        var count = Math.Min(large.SegmentSize, _frame.Length - _next);
        if (count <= 0)
        {
            frame = default;
            return false;
        }

        var part = _part.AsMemory(0, large.PayloadOffset + count);
        large.WritePart(_frame.Span, _next, part.Span);
        _next += count;
        frame = part;
        return true;
    }
}
