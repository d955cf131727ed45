using System.Globalization;

namespace Soquete.Interop;

/// <content>Packet sockets.</content>
internal static partial class CallNotation
{
    /// <summary>The protocol of a packet socket: <c>htons(ETH_P_ALL)</c>.</summary>
    public static string LinkProtocolText(ushort protocol) => protocol switch
    {
        3 => "htons(ETH_P_ALL)",
        0x0800 => "htons(ETH_P_IP)",
        0x0806 => "htons(ETH_P_ARP)",
        0x8100 => "htons(ETH_P_8021Q)",
        0x86DD => "htons(ETH_P_IPV6)",
        0x88A8 => "htons(ETH_P_8021AD)",
        0x88B5 => "htons(ETH_P_802_EX1)",
        0 => "htons(0 /* ETH_P_??? */)",
        _ => $"htons({Hexadecimal(protocol)} /* ETH_P_??? */)",
    };

    /// <summary>An interface by its number: <c>if_nametoindex("eth0")</c>, or 0 for any.</summary>
    public static string InterfaceText(int index) => index > 0 && Interfaces.NameOf((uint)index) is { } name
        ? $"if_nametoindex(\"{name}\")"
        : Number(index);

    private static string LinkText(in SocketName name)
    {
        var address = name.HardwareAddress;
        return $"{{sa_family=AF_PACKET, sll_protocol={LinkProtocolText(name.LinkProtocol)}, "
            + $"sll_ifindex={InterfaceText(name.LinkIndex)}, sll_hatype={HardwareText(name.HardwareType)}, "
            + $"sll_pkttype={PacketTypeText(name.PacketType)}, sll_halen={Number(address.Length)}"
            + (address.IsEmpty ? "" : $", sll_addr=[{HexadecimalList(address)}]") + "}";
    }

    private static string HardwareText(ushort hardware) => hardware switch
    {
        // NET/ROM has the number 0, which bind(2) does not look at.
        0 => "ARPHRD_NETROM",
        1 => "ARPHRD_ETHER",
        772 => "ARPHRD_LOOPBACK",
        0xFFFE => "ARPHRD_NONE",
        _ => $"{Hexadecimal(hardware)} /* ARPHRD_??? */",
    };

    private static string PacketTypeText(byte type) => type switch
    {
        0 => "PACKET_HOST",
        1 => "PACKET_BROADCAST",
        2 => "PACKET_MULTICAST",
        3 => "PACKET_OTHERHOST",
        4 => "PACKET_OUTGOING",
        5 => "PACKET_LOOPBACK",
        _ => $"{Hexadecimal(type)} /* PACKET_??? */",
    };

    private static string HexadecimalList(ReadOnlySpan<byte> bytes) => string.Join(
        ", ", bytes.ToArray().Select(value => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}")));
}
