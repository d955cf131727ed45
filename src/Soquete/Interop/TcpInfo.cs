using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// The beginning of <c>struct tcp_info</c> (linux/tcp.h), as far as the fields that are read. Kernels give as much as
/// they know, and newer ones only add to it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TcpInfo
{
    /// <summary>What every kernel since Linux 2.6 gives: up to tcpi_total_retrans.</summary>
    public const int LeastSize = 104;

    /// <summary>Up to tcpi_min_rtt, which Linux 4.6 added.</summary>
    public const int Size = 152;

    private const int MinimumRoundTripOffset = 148;

    // tcpi_state, ca_state, retransmits, probes, backoff, options, wscale and flags.
    private readonly ulong _states;

    public uint RetransmissionTimeout;
    public uint AcknowledgementTimeout;
    public uint SendSegment;
    public uint ReceiveSegment;
    public uint Unacknowledged;
    public uint Sacked;
    public uint Lost;
    public uint Retransmitted;
    public uint ForwardAcknowledged;
    public uint LastDataSent;
    public uint LastAcknowledgementSent;
    public uint LastDataReceived;
    public uint LastAcknowledgementReceived;

    /// <summary>tcpi_pmtu, in bytes.</summary>
    public uint PathMtu;

    public uint ReceiveThreshold;

    /// <summary>tcpi_rtt, in microseconds.</summary>
    public uint RoundTrip;

    /// <summary>tcpi_rttvar, in microseconds.</summary>
    public uint RoundTripVariation;

    public uint SendThreshold;

    /// <summary>tcpi_snd_cwnd, in segments.</summary>
    public uint CongestionWindow;

    public uint AdvertisedSegment;
    public uint Reordering;
    public uint ReceiveRoundTrip;
    public uint ReceiveSpace;

    /// <summary>tcpi_total_retrans, in segments.</summary>
    public uint TotalRetransmissions;

    public ulong PacingRate;
    public ulong MaximumPacingRate;
    public ulong BytesAcknowledged;
    public ulong BytesReceived;
    public uint SegmentsSent;
    public uint SegmentsReceived;
    public uint BytesNotSent;

    /// <summary>tcpi_min_rtt, in microseconds.</summary>
    public uint MinimumRoundTrip;

    /// <summary>Reads what a kernel gave.</summary>
    /// <returns>False where that is less than <see cref="LeastSize"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TcpInfo info, out bool hasMinimum)
    {
        hasMinimum = bytes.Length >= Size
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[MinimumRoundTripOffset..]) != uint.MaxValue;
        info = default;
        if (bytes.Length < LeastSize)
        {
            return false;
        }

        var known = bytes[..(bytes.Length < Size ? LeastSize : Size)];
        known.CopyTo(MemoryMarshal.AsBytes(new Span<TcpInfo>(ref info)));
        return true;
    }

    /// <summary>getsockopt(2) with TCP_INFO (tcp(7)).</summary>
    public static Errno Get(SafeSocketHandle socket, out TcpInfo info, out bool hasMinimum)
    {
        var start = CallHook.Now();
        Span<byte> value = stackalloc byte[Size];
        var option = SocketOption.TcpInfo;
        var length = value.Length;
        var result = LibC.GetSocketOption(socket, option.Level, option.Name, value, ref length);
        var error = ErrnoText.Of(result);
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.FoundStructureArguments(NativeSocket.Number(socket), option, length);
            CallHook.Report("getsockopt", arguments, result, error, start);
        }

        var isKnown = TryRead(value[..Math.Clamp(length, 0, Size)], out info, out hasMinimum);
        return error == Errno.None && !isKnown ? Errno.EOPNOTSUPP : error;
    }
}
