using Soquete.Interop;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>A frame that was received, and what the kernel knows of it beside its bytes.</summary>
public readonly struct ReceivedFrame
{
    private readonly FrameStatus _status;

    internal ReceivedFrame(
        int count, int originalLength, long timestamp, in LinkName name, FrameStatus status, bool hadTag)
    {
        Count = count;
        OriginalLength = originalLength;
        Timestamp = timestamp;
        InterfaceIndex = name.InterfaceIndex;
        HardwareType = name.HardwareType;
        PacketType = (CookedPacketType)name.PacketType;
        Protocol = name.ProtocolInHostOrder;
        IsVlanTagPutBack = hadTag;
        _status = status;
    }

    /// <summary>How many of its bytes are in the buffer.</summary>
    public int Count { get; }

    /// <summary>How many bytes it had on the link, with the cooked header where the socket is cooked.</summary>
    public int OriginalLength { get; }

    /// <summary>Whether there are fewer bytes than it had: the filter or the buffer left out the rest.</summary>
    public bool IsTruncated => OriginalLength > Count;

    /// <summary>When the kernel saw it, in nanoseconds since 1970-01-01 00:00 UTC (SO_TIMESTAMPNS).</summary>
    public long Timestamp { get; }

    /// <summary>The number of the interface that it passed.</summary>
    public int InterfaceIndex { get; }

    /// <summary>The kind of that interface: ARPHRD_ETHER and its kin (linux/if_arp.h), 1 for Ethernet.</summary>
    public int HardwareType { get; }

    /// <summary>Where it went: to this machine, to all, to another, from here (packet(7)).</summary>
    public CookedPacketType PacketType { get; }

    /// <summary>
    /// The EtherType of what the frame holds, in host order: behind a tag that the kernel took out, and that of an
    /// inner tag where there are two.
    /// </summary>
    public int Protocol { get; }

    /// <summary>Whether the kernel had taken a VLAN tag out, and it was put back where it was on the wire.</summary>
    public bool IsVlanTagPutBack { get; }

    /// <summary>
    /// Whether it was sent on this machine, and its transport checksum is not there yet: the hardware would write it.
    /// </summary>
    public bool IsChecksumUnfinished => (_status & FrameStatus.ChecksumNotReady) != 0;

    /// <summary>Whether the kernel or the hardware has found its transport checksum right.</summary>
    public bool IsChecksumChecked => (_status & FrameStatus.ChecksumValid) != 0;
}
