using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// <c>struct tcp_info</c> (linux/tcp.h) as it lies in an answer. Kernels give as much as they know; what is not there
/// is 0.
/// </summary>
internal readonly ref struct TcpInfoView(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Whether there is anything at all.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>tcpi_retransmits: of the segment that is waited for.</summary>
    public byte Retransmitting => _bytes.Length > 2 ? _bytes[2] : (byte)0;

    /// <summary>tcpi_snd_mss, in bytes.</summary>
    public uint SendSegment => Number(16);

    /// <summary>tcpi_last_data_sent, in milliseconds.</summary>
    public uint LastDataSent => Number(44);

    /// <summary>tcpi_last_data_recv, in milliseconds.</summary>
    public uint LastDataReceived => Number(52);

    /// <summary>tcpi_last_ack_recv, in milliseconds.</summary>
    public uint LastAcknowledgementReceived => Number(56);

    /// <summary>tcpi_rtt, in microseconds.</summary>
    public uint RoundTrip => Number(68);

    /// <summary>tcpi_rttvar, in microseconds.</summary>
    public uint RoundTripVariation => Number(72);

    /// <summary>tcpi_snd_cwnd, in segments.</summary>
    public uint CongestionWindow => Number(80);

    /// <summary>tcpi_total_retrans, in segments.</summary>
    public uint TotalRetransmissions => Number(100);

    /// <summary>tcpi_bytes_acked.</summary>
    public ulong BytesAcknowledged => LongNumber(120);

    /// <summary>tcpi_bytes_received.</summary>
    public ulong BytesReceived => LongNumber(128);

    /// <summary>tcpi_data_segs_in: segments with data.</summary>
    public uint DataSegmentsReceived => Number(152);

    /// <summary>tcpi_data_segs_out.</summary>
    public uint DataSegmentsSent => Number(156);

    /// <summary>tcpi_delivery_rate, in bytes a second.</summary>
    public ulong DeliveryRate => LongNumber(160);

    private uint Number(int offset) =>
        _bytes.Length < offset + sizeof(uint) ? 0 : MemoryMarshal.Read<uint>(_bytes[offset..]);

    private ulong LongNumber(int offset) =>
        _bytes.Length < offset + sizeof(ulong) ? 0 : MemoryMarshal.Read<ulong>(_bytes[offset..]);
}
