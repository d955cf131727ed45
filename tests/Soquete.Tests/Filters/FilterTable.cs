using Soquete.Wire;

namespace Soquete.Tests.Filters;

/// <summary>Expressions that tcpdump compiles as well, and which of them each type of link has a meaning for.</summary>
internal static class FilterTable
{
    /// <summary>Those that every type of link takes.</summary>
    private static readonly string[] Common =
    [
        "", "ip", "ip6", "arp", "rarp", "tcp", "udp", "icmp", "icmp6", "igmp", "sctp", "pim", "vrrp", "igrp", "ah",
        "esp", "carp", "not ip", "not tcp", "! udp", "ip or arp", "ip && tcp", "ip || ip6", "not (tcp or udp)",
        "not not tcp", "not tcp and not udp", "tcp or udp and ip6", "ip6 or udp and tcp", "ip and (tcp or icmp)",
        "host 10.0.0.1", "src host 10.0.0.1", "dst host 10.0.0.1", "src 10.0.0.1", "dst 10.0.0.1",
        "src or dst host 10.0.0.1", "src and dst host 10.0.0.1", "dst and src 10.0.0.1", "dst or src 10.0.0.2",
        "ip host 10.0.0.2", "ip src 10.0.0.2", "arp host 10.0.0.1", "arp src 10.0.0.1", "rarp dst host 10.0.0.2",
        "host 10.0.0.1 or 10.0.0.2", "host 10.0.0.1 and not 10.0.0.2", "host (10.0.0.1 or 10.0.0.2)",
        "host 10.0.0.1 and (10.0.0.2 or 10.0.0.3)", "host not 10.0.0.1", "host 10.0.0.1 or ! 10.0.0.2",
        "host 167772161", "host 10.1", "host 10.0.0.1 and host 10.0.0.2", "not host 10.0.0.1",
        "net 10", "net 10.0", "net 10.0.0", "net 10.0.0.0/8", "net 10.0.0.0/24", "net 10.0.0.0/30",
        "src net 10.0.0.0/31",
        "dst net 192.168/16", "net 10.0.0.0 mask 255.255.255.0", "net 10.0.0.1 mask 255.0.255.255", "net 0.0.0.0/0",
        "net 0", "arp net 10", "ip net 10.0.0.0/29", "src and dst net 10.0.0.0/8", "net 10.0.0.0/24 or 192.168.0.0/16",
        "host fd00::1", "src host fd00::1", "dst fd00::2", "ip6 host fd00::1", "src and dst host fd00::1",
        "net fd00::/8", "net fe80::/10", "net fd00::/64", "src net 2001:db8::/33", "net ::/0", "host ::1",
        "host ::ffff:10.0.0.1", "host fd00::1 or 10.0.0.1", "ip6 net fd00::/127",
        "port 80", "src port 80", "dst port 443", "tcp port 80", "udp port 53", "sctp port 80", "tcp src port 80",
        "udp dst port 53", "tcp src or dst port 443", "udp src and dst port 53", "port 80 or 443",
        "port 80 or port 443", "port 80 and not 443", "tcp port 80 or 443", "port (80 or 443)", "not port 53",
        "port not 80", "tcp port 80 and not host 10.0.0.1", "port http", "port domain", "tcp port domain",
        "udp port domain", "port 0", "port 0x50", "port 0120", "port 65535",
        "portrange 80-443", "tcp portrange 1-1023", "udp dst portrange 50-60", "portrange 443-80", "portrange 80",
        "src and dst portrange 50-500", "portrange 0-65535", "portrange domain-http", "not portrange 1-1023",
        "ip proto 6", "ip6 proto 6", "proto 17", "proto \\tcp", "ip proto \\icmp", "ip6 proto 44", "ip proto 253",
        "ip6 proto 58", "proto 0", "ip proto \\ospf", "proto \\gre", "ip proto 6 or 17", "ip proto (6 or 17)",
        "ether proto 0x0800", "ether proto \\ip", "ether proto \\ip6 or \\arp", "ether proto 0x86dd",
        "ip multicast", "ip6 multicast", "ip broadcast", "not ip multicast", "less 60", "greater 100",
        "less 100 and greater 60", "len > 60", "len <= 60", "length = 60", "len - 14 = 46", "60 < len",
        "len % 2 = 0", "len ^ 60 = 0", "len >> 4 = 4", "len << 2 >= 400", "len * 2 > 200", "len / 20 = 3",
        "-len + 60 = 0", "len & 1 = 1", "len | 1 = 61", "(len - 14) * 2 > 100", "((60)) = len", "len != (30 + 30)",
        "tcp[13] & 2 != 0", "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0", "tcp[tcpflags] = tcp-syn|tcp-ack",
        "tcp[tcpflags] & tcp-push != 0 and port 80", "tcp[0:2] = 80", "tcp[2:2] > 1023", "tcp[12] >> 4 > 5",
        "tcp[tcp[12] / 16 * 4 : 4] = 0x47455420", "tcp[((tcp[12:1] & 0xf0) >> 2):4] = 0x47455420",
        "ip[0] & 0xf != 5", "ip[0:1] = 0x45", "ip[6:2] & 0x1fff = 0", "ip[6:2] & 0x3fff != 0", "ip[8] < 5",
        "ip[2:2] - ((ip[0] & 0xf) << 2) > 40", "ip[9] = tcp[13]", "ip[ip[0] & 0xf] = 1", "ip[12:4] = ip[16:4]",
        "ip[12:4] = 0x0a000001", "ip[2:2] > len", "ip[1] ^ 0xff = 255", "ip[4:2] % 3 = 1", "ip[4:2] % 3 + 1 = 2",
        "ip[8] * ip[8] > 4096", "ip[4:2] / ip[8] > 100", "ip[8] - 64 = 0", "-ip[8] = -64",
        "ip[0] = 5 + 0x40", "0x45 = ip[0]", "5 > ip[8]", "5 >= ip[8]", "5 <= ip[8]", "ip[100] * 0 = 0",
        "1 = 1", "1 > 2",
        "ip[16] >= 224", "ip[0] & 0xf > 5 or tcp", "icmp[icmptype] = icmp-echo", "icmp[icmptype] != icmp-echoreply",
        "icmp[0] = 8 or icmp[0] = 0", "icmp[icmpcode] = 1", "udp[4:2] < 20", "udp[8:4] & 0xff = 1",
        "icmp6[icmp6type] = icmp6-neighborsolicit", "icmp6[0] = 128", "icmp6[icmp6type] = icmp6-echo or arp",
        "ip6[6] = 17", "ip6[0] & 0xf0 = 0x60", "ip6[40:2] = 53", "ip6[4:2] > 100", "arp[6:2] = 1", "arp[6:2] = 2",
        "sctp[0:2] = 80", "igmp[0] = 0x16", "ip and not tcp and not udp and not icmp", "tcp and ip6",
        "(tcp port 80 or udp port 53) and (src net 10 or host fd00::1)", "ip[2:2] = ip[4:2] + ip[0] * 2 - ip[8]",
        "ip[(ip[0] & 0xf) * 4:2] = tcp[0:2] and tcp[0:2] < 1024", "tcp[0] = 1 or tcp[0] != 1",
        "ip[0] + ip[1] + ip[2] + ip[3] > 100", "(ip[0] + ip[1]) * (ip[2] + ip[3]) - (ip[4] ^ ip[5]) > 100",
        "host 10.0.0.1 or 10.0.0.2 or 10.0.0.3 or 10.0.0.4 and port 80", "port 80 and port 443 or port 53 and udp",
        "tcp and (port 80 or 443) and not (host 10.0.0.1 or host 10.0.0.2)", "icmp or icmp6 or arp or igmp",
    ];

    /// <summary>Those that ask for Ethernet's header, or for a protocol that only some headers tell.</summary>
    private static readonly string[] OfEthernet =
    [
        "ether host 02:00:00:00:00:01", "ether src 02:00:00:00:00:01", "ether dst 02:00:00:00:00:02",
        "ether src or dst 02:00:00:00:00:02", "ether src and dst 02:00:00:00:00:01", "ether host 02-00-00-00-00-01",
        "ether host 0200.0000.0001", "ether host 020000000001", "ether host 2:0:0:0:0:1", "ether host not 2:0:0:0:0:1",
        "ether host 2:0:0:0:0:1 or 2:0:0:0:0:2", "ether broadcast", "broadcast", "ether multicast", "multicast",
        "not broadcast and not multicast", "multicast and not broadcast", "ether[0] & 1 != 0", "ether[12:2] = 0x0800",
        "ether[6:4] = 0x02000000", "ether[0:4] = ether[6:4]", "ether[ether[14] & 0xf] = 0", "ip[-2:2] = 0x800",
        "vlan", "vlan 10", "vlan 20", "vlan (10)", "not vlan", "not vlan 10", "vlan and ip", "vlan 10 and tcp",
        "vlan 10 and vlan 20", "vlan and vlan", "vlan 10 and vlan 20 and udp port 53", "vlan and host 10.0.0.1",
        "vlan and net fd00::/8", "vlan or ip", "ip or vlan", "vlan 10 or vlan 20", "(vlan 10 or vlan 20) and tcp",
        "vlan and icmp[0] = 8", "vlan and ip6[6] = 17", "vlan and ether[12:2] = 0x8100", "tcp or (vlan and tcp)",
        "vlan and arp", "vlan 10 and (port 80 or 443) and not host 10.0.0.9", "vlan and vlan and vlan",
        "vlan and ip[0] & 0xf = 5",
    ];

    /// <summary>Protocols behind LLC and SNAP headers, which raw IP refuses to ask for.</summary>
    private static readonly string[] OfFrames =
    [
        "stp", "ipx", "netbeui", "iso", "atalk", "aarp", "decnet", "lat", "sca", "moprc", "mopdl", "ether proto 0x42",
        "ether proto 6", "ether proto 0x88cc", "ether proto 46", "not stp and not arp", "ether proto \\loopback",
    ];

    private static readonly string[] OfKernel = ["inbound", "outbound", "outbound and tcp", "not inbound"];

    /// <summary>Where a direction is known from a file's bytes.</summary>
    private static readonly string[] OfCooked = ["inbound", "outbound", "inbound and tcp or outbound and udp"];

    public static IReadOnlyList<string> For(LinkType type) => type switch
    {
        LinkType.Ethernet => [.. Common, .. OfEthernet, .. OfFrames, .. OfKernel],
        LinkType.LinuxSll => [.. Common, .. OfFrames, .. OfCooked],
        LinkType.LinuxSll2 => [.. Common, .. OfFrames, .. OfCooked, "ifindex 3"],
        _ => Common,
    };
}
