using Soquete.Interop;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>A frame in a ring, where the kernel has put it: good until its block is given back.</summary>
public readonly ref struct RingFrame
{
    private readonly ref readonly PacketFrameHeader _header;
    private readonly ref readonly LinkName _name;

    internal RingFrame(ReadOnlySpan<byte> bytes, ref readonly PacketFrameHeader header, ref readonly LinkName name)
    {
        Bytes = bytes;
        _header = ref header;
        _name = ref name;
    }

    /// <summary>Its bytes, or as many as the filter and the block let in.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How many bytes it had on the link, with the cooked header where the ring is cooked.</summary>
    public int OriginalLength => Math.Max((int)_header.Length, Bytes.Length);

    /// <summary>Whether there are fewer bytes than it had.</summary>
    public bool IsTruncated => OriginalLength > Bytes.Length;

    /// <summary>When the kernel saw it, in nanoseconds since 1970-01-01 00:00 UTC.</summary>
    public long Timestamp => (_header.Seconds * FrameFacts.NanosecondsPerSecond) + _header.Nanoseconds;

    /// <inheritdoc cref="ReceivedFrame.InterfaceIndex"/>
    public int InterfaceIndex => _name.InterfaceIndex;

    /// <inheritdoc cref="ReceivedFrame.HardwareType"/>
    public int HardwareType => _name.HardwareType;

    /// <inheritdoc cref="ReceivedFrame.PacketType"/>
    public CookedPacketType PacketType => (CookedPacketType)_name.PacketType;

    /// <inheritdoc cref="ReceivedFrame.Protocol"/>
    public int Protocol => _name.ProtocolInHostOrder;

    /// <inheritdoc cref="ReceivedFrame.IsVlanTagPutBack"/>
    public bool IsVlanTagPutBack => (_header.Status & FrameStatus.VlanValid) != 0;

    /// <inheritdoc cref="ReceivedFrame.IsChecksumUnfinished"/>
    public bool IsChecksumUnfinished => (_header.Status & FrameStatus.ChecksumNotReady) != 0;

    /// <inheritdoc cref="ReceivedFrame.IsChecksumChecked"/>
    public bool IsChecksumChecked => (_header.Status & FrameStatus.ChecksumValid) != 0;
}
