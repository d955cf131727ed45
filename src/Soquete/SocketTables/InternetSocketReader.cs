using System.Net.Sockets;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Makes entries of sockets of the internet domain.</summary>
internal sealed class InternetSocketReader(SocketFamilies family, ulong networkNamespace)
{
    // The kernel's names for sockets that are bound and no more than that, and for what a SYN made.
    private const byte BoundInactive = 13;
    private const byte NewSynReceived = 12;

    private readonly CongestionNames _congestion = new();

    public InternetSocketEntry Read(in InternetDiagnosticsView view, SocketMemory? memory) =>
        Read(view, memory, !view.InfoBytes.IsEmpty && IsConnection(StateOf(view.State)));

    /// <summary>A socket at its end, when it has no state any more, but what it did is known still.</summary>
    public InternetSocketEntry ReadClosed(in InternetDiagnosticsView view) =>
        Read(view, memory: null, !view.InfoBytes.IsEmpty && view.DestinationPort != 0);

    public static SocketState StateOf(byte state) => state switch
    {
        >= 1 and <= (byte)SocketState.Closing => (SocketState)state,
        NewSynReceived => SocketState.SynReceived,
        BoundInactive => SocketState.Unconnected,
        _ => SocketState.Unknown,
    };

    private static SocketType TypeOf(SocketFamilies family) => family switch
    {
        SocketFamilies.Tcp or SocketFamilies.Mptcp => SocketType.Stream,
        SocketFamilies.Udp => SocketType.Dgram,
        _ => SocketType.Raw,
    };

    private static bool IsConnection(SocketState state) =>
        state is not (SocketState.Listening or SocketState.Unconnected or SocketState.TimeWait);

    /// <summary>An address of one link (fe80::/10) means something with its interface alone.</summary>
    private static bool IsOfLink(in InternetDiagnosticsView view) =>
        view.Family == InternetDiagnosticsView.Ipv6
        && view.SourceBytes[0] == 0xFE && (view.SourceBytes[1] & 0xC0) == 0x80;

    private InternetSocketEntry Read(in InternetDiagnosticsView view, SocketMemory? memory, bool hasTcp)
    {
        var scope = IsOfLink(view) ? view.InterfaceIndex : 0;
        return new InternetSocketEntry(
            family, new InternetName(view.SourceBytes, view.SourcePort, scope),
            new InternetName(view.DestinationBytes, view.DestinationPort, scope))
        {
            NetworkNamespace = networkNamespace,
            Inode = view.Inode,
            Cookie = view.Cookie,
            Type = TypeOf(family),
            State = StateOf(view.State),
            ReceiveQueue = view.ReceiveQueue,
            SendQueue = view.SendQueue,
            // What no process has is told as root's.
            UserId = view.Inode == 0 && view.UserId == 0 ? null : view.UserId,
            Memory = memory,
            InterfaceIndex = (int)view.InterfaceIndex,
            IsIPv6Only = view.IsIpv6Only,
            IsSubflow = view.IsSubflow,
            Mark = view.Mark == 0 ? null : view.Mark,
            Tcp = hasTcp && family == SocketFamilies.Tcp
                ? TcpOf(new TcpInfoView(view.InfoBytes), view.CongestionBytes)
                : null,
        };
    }

    private TcpStatus TcpOf(TcpInfoView info, ReadOnlySpan<byte> congestion)
    {
        var isMeasured = info.RoundTrip != 0;
        return new TcpStatus
        {
            RoundTrip = isMeasured ? TimeSpan.FromMicroseconds(info.RoundTrip) : null,
            RoundTripVariation = isMeasured ? TimeSpan.FromMicroseconds(info.RoundTripVariation) : null,
            CongestionWindow = info.CongestionWindow,
            SegmentSize = info.SendSegment,
            Retransmissions = info.TotalRetransmissions,
            Retransmitting = info.Retransmitting,
            BytesAcknowledged = info.BytesAcknowledged,
            BytesReceived = info.BytesReceived,
            // Without data the kernel counts from when the connection was made, or from its own start.
            SinceSent = info.DataSegmentsSent == 0 ? null : TimeSpan.FromMilliseconds(info.LastDataSent),
            SinceReceived = info.DataSegmentsReceived == 0 ? null : TimeSpan.FromMilliseconds(info.LastDataReceived),
            SinceHeard = TimeSpan.FromMilliseconds(info.LastAcknowledgementReceived),
            DeliveryRate = info.DeliveryRate,
            CongestionControl = _congestion.Of(congestion),
        };
    }
}
