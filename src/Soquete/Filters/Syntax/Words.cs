using System.Collections.Frozen;
using Soquete.Addresses;

namespace Soquete.Filters.Syntax;

/// <summary>The words of pcap-filter(7): those with a meaning, those for numbers, and those left out.</summary>
internal static class Words
{
    /// <summary>Words of the language that are not protocols.</summary>
    private static readonly FrozenSet<string> Own = FrozenSet.Create(
        "and", "or", "not", "src", "dst", "host", "net", "mask", "port", "portrange", "proto", "less", "greater",
        "broadcast", "multicast", "len", "length", "inbound", "outbound", "ifindex", "vlan");

    /// <summary>Words that pcap-filter(7) has, and that are refused by name here.</summary>
    private static readonly FrozenSet<string> LeftOut = FrozenSet.Create(
        "gateway", "protochain", "byte", "fddi", "tr", "wlan", "ppp", "slip", "radio", "type", "subtype", "dir",
        "direction", "addr1", "addr2", "addr3", "addr4", "address1", "address2", "address3", "address4", "ra", "ta",
        "mpls", "pppoed", "pppoes", "geneve", "llc", "lane", "metac", "bcc", "oam", "oamf4", "oamf4ec", "oamf4sc", "sc",
        "ilmic", "vpi", "vci", "connectmsg", "metaconnect", "on", "ifname", "rset", "ruleset", "rnr", "rulenum", "srnr",
        "subrulenum", "reason", "action", "fisu", "lssu", "lsu", "msu", "hfisu", "hlssu", "hmsu", "sio", "opc", "dpc",
        "sls", "hsio", "hopc", "hdpc", "hsls", "esis", "es-is", "isis", "is-is", "clnp", "l1", "l2", "iih", "lsp",
        "snp", "csnp", "psnp");

    /// <summary>Offsets, types and flags by name.</summary>
    private static readonly FrozenDictionary<string, uint> Numbers = new Dictionary<string, uint>
    {
        ["icmptype"] = 0, ["icmpcode"] = 1,
        ["icmp-echoreply"] = 0, ["icmp-unreach"] = 3, ["icmp-sourcequench"] = 4, ["icmp-redirect"] = 5,
        ["icmp-echo"] = 8, ["icmp-routeradvert"] = 9, ["icmp-routersolicit"] = 10, ["icmp-timxceed"] = 11,
        ["icmp-paramprob"] = 12, ["icmp-tstamp"] = 13, ["icmp-tstampreply"] = 14, ["icmp-ireq"] = 15,
        ["icmp-ireqreply"] = 16, ["icmp-maskreq"] = 17, ["icmp-maskreply"] = 18,
        ["icmp6type"] = 0, ["icmp6code"] = 1,
        ["icmp6-destinationunreach"] = 1, ["icmp6-packettoobig"] = 2, ["icmp6-timeexceeded"] = 3,
        ["icmp6-parameterproblem"] = 4, ["icmp6-echo"] = 128, ["icmp6-echoreply"] = 129,
        ["icmp6-multicastlistenerquery"] = 130, ["icmp6-multicastlistenerreportv1"] = 131,
        ["icmp6-multicastlistenerdone"] = 132, ["icmp6-routersolicit"] = 133, ["icmp6-routeradvert"] = 134,
        ["icmp6-neighborsolicit"] = 135, ["icmp6-neighboradvert"] = 136, ["icmp6-redirect"] = 137,
        ["icmp6-routerrenum"] = 138, ["icmp6-nodeinformationquery"] = 139, ["icmp6-nodeinformationresponse"] = 140,
        ["icmp6-ineighbordiscoverysolicit"] = 141, ["icmp6-ineighbordiscoveryadvert"] = 142,
        ["icmp6-multicastlistenerreportv2"] = 143, ["icmp6-homeagentdiscoveryrequest"] = 144,
        ["icmp6-homeagentdiscoveryreply"] = 145, ["icmp6-mobileprefixsolicit"] = 146,
        ["icmp6-mobileprefixadvert"] = 147, ["icmp6-certpathsolicit"] = 148, ["icmp6-certpathadvert"] = 149,
        ["icmp6-multicastrouteradvert"] = 151, ["icmp6-multicastroutersolicit"] = 152,
        ["icmp6-multicastrouterterm"] = 153,
        ["tcpflags"] = 13, ["tcp-fin"] = 0x01, ["tcp-syn"] = 0x02, ["tcp-rst"] = 0x04, ["tcp-push"] = 0x08,
        ["tcp-ack"] = 0x10, ["tcp-urg"] = 0x20, ["tcp-ece"] = 0x40, ["tcp-cwr"] = 0x80,
    }.ToFrozenDictionary();

    public static bool IsKeyword(string word) =>
        Own.Contains(word) || LeftOut.Contains(word) || ProtocolWord.Find(word) is not null;

    public static bool IsLeftOut(string word) => LeftOut.Contains(word);

    public static bool TryFindNumber(string word, out uint number) => Numbers.TryGetValue(word, out number);

    /// <summary>The word that a name was most likely meant to be; null where none is near.</summary>
    public static string? NearestTo(Token token) => token.Kind == TokenKind.Name
        ? NearestName.Of(token.Text.ToLowerInvariant(), [.. Own, .. ProtocolWord.Names, .. Numbers.Keys])
        : null;
}
