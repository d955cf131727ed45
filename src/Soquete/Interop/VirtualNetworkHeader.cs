using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// <c>struct virtio_net_hdr</c> (linux/virtio_net.h), which comes before a frame with PACKET_VNET_HDR: what was left to
/// the hardware when the frame was sent, in host order.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VirtualNetworkHeader
{
    public const int Size = 10;

    /// <summary>In <see cref="Flags"/>: the checksum from <see cref="ChecksumStart"/> on is to be written.</summary>
    public const byte NeedsChecksum = 1;

    /// <summary>In <see cref="Kind"/>: TCP over IPv4 (VIRTIO_NET_HDR_GSO_TCPV4).</summary>
    public const byte TcpOverIpv4 = 1;

    /// <summary>In <see cref="Kind"/>: TCP over IPv6.</summary>
    public const byte TcpOverIpv6 = 4;

    /// <summary>In <see cref="Kind"/>: UDP datagrams, one behind the other (VIRTIO_NET_HDR_GSO_UDP_L4).</summary>
    public const byte UdpDatagrams = 5;

    /// <summary>In <see cref="Kind"/>, joined to one of those: TCP has explicit congestion notification.</summary>
    public const byte WithCongestion = 0x80;

    public byte Flags;

    /// <summary>What kind of larger frame it is, which is to be parted; 0 for none.</summary>
    public byte Kind;

    public ushort HeaderLength;

    /// <summary>How much each part holds.</summary>
    public ushort SegmentSize;

    /// <summary>Where in the frame the transport's header begins.</summary>
    public ushort ChecksumStart;

    /// <summary>Where the checksum goes, from there on.</summary>
    public ushort ChecksumOffset;
}
