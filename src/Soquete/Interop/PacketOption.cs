namespace Soquete.Interop;

/// <summary>The options of packet sockets (packet(7), linux/if_packet.h).</summary>
internal static class PacketOption
{
    public static readonly SocketOption AddMembership = Packet(1, "PACKET_ADD_MEMBERSHIP");
    public static readonly SocketOption DropMembership = Packet(2, "PACKET_DROP_MEMBERSHIP");
    public static readonly SocketOption ReceiveRing = Packet(5, "PACKET_RX_RING");
    public static readonly SocketOption Statistics = Packet(6, "PACKET_STATISTICS");
    public static readonly SocketOption AuxiliaryData = Packet(8, "PACKET_AUXDATA");
    public static readonly SocketOption Version = Packet(10, "PACKET_VERSION");
    public static readonly SocketOption Reserve = Packet(12, "PACKET_RESERVE");
    public static readonly SocketOption VirtualNetworkHeader = Packet(15, "PACKET_VNET_HDR");
    public static readonly SocketOption Fanout = Packet(18, "PACKET_FANOUT");
    public static readonly SocketOption IgnoreOutgoing = Packet(23, "PACKET_IGNORE_OUTGOING");

    private static SocketOption Packet(int name, string text) => new(263, name, "SOL_PACKET", text);
}
