using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Benchmarking.Measuring;

/// <summary>From <c>struct tcp_info</c> to what it means.</summary>
internal static class TcpInformationReading
{
    /// <summary>Null where the socket is closed, or its kernel tells too little.</summary>
    public static TcpInformation? Read(SafeSocketHandle? socket)
    {
        if (socket is null or { IsClosed: true })
        {
            return null;
        }

        try
        {
            return TcpInfo.Get(socket, out var info, out var hasMinimum) == Errno.None ? Of(info, hasMinimum) : null;
        }
        catch (ObjectDisposedException)
        {
            // Closed since it was looked at.
            return null;
        }
    }

    public static TcpInformation Of(in TcpInfo info, bool hasMinimum) => new()
    {
        Retransmissions = info.TotalRetransmissions,
        RoundTrip = TimeSpan.FromMicroseconds(info.RoundTrip),
        RoundTripVariation = TimeSpan.FromMicroseconds(info.RoundTripVariation),
        MinimumRoundTrip = hasMinimum ? TimeSpan.FromMicroseconds(info.MinimumRoundTrip) : null,
        CongestionWindow = (int)Math.Min(info.CongestionWindow, int.MaxValue),
        MaximumSegment = (int)Math.Min(info.SendSegment, int.MaxValue),
        PathMtu = (int)Math.Min(info.PathMtu, int.MaxValue),
    };
}
