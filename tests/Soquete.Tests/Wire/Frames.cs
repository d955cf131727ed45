namespace Soquete.Tests.Wire;

/// <summary>
/// Ethernet frames that Linux sent between two namespaces, as tcpdump wrote them down, and a few that were put together
/// and read by tshark. Their bytes are the truth that views and meanings are held to.
/// </summary>
internal static class Frames
{
    /// <summary>Who has 192.0.2.2?</summary>
    public const string ArpRequest = "ffffffffffff 020000000001 0806"
        + "0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202";

    /// <summary>The answer.</summary>
    public const string ArpReply = "020000000001 020000000002 0806"
        + "0001 0800 06 04 0002 020000000002 c0000202 020000000001 c0000201";

    /// <summary>SYN with MSS, SACK permitted, timestamps, window scale and a request for a fast open cookie.</summary>
    public const string TcpSyn = "020000000002 020000000001 0800"
        + "45 00 0040 d906 4000 40 06 ddad c0000201 c0000202"
        + "964a 1b58 a8dbbadd 00000000 b002 faf0 6c85 0000"
        + "020405b4 0402 080a7f3994e600000000 01 03030a 2202 0101";

    /// <summary>SYN with a fast open cookie, and data.</summary>
    public const string TcpFastOpen = "020000000002 020000000001 0800"
        + "45 00 004c 89bf 4000 40 06 2ce9 c0000201 c0000202"
        + "964e 1b58 c515bc3b 00000000 d002 faf0 874b 0000"
        + "020405b4 0402 080ae57396b900000000 01 03030a 220ad70b3e7b512ffeef 0101 66617374";

    /// <summary>Its answer.</summary>
    public const string TcpSynAck = "020000000001 020000000002 0800"
        + "45 00 003c 0000 4000 40 06 b6b8 c0000202 c0000201"
        + "1b58 964e 8bb64ba2 c515bc40 a012 fe88 5669 0000 020405b4 0402 080a0203e670e57396b9 01 03030a";

    /// <summary>One urgent byte.</summary>
    public const string TcpUrgent = "020000000002 020000000001 0800"
        + "45 00 0035 89c8 4000 40 06 2cf7 c0000201 c0000202"
        + "964e 1b58 c515cfc8 8bb65f2f 8038 004b 3b38 0001 0101 080ae57396b90203e670 21";

    /// <summary>An acknowledgment with two blocks received out of order. Put together.</summary>
    public const string TcpSack = "020000000001 020000000002 0800"
        + "45 00 0048 0001 4000 40 06 b6ab c0000202 c0000201"
        + "1b58 964e 8bb65f30 c515cfc9 d010 00ff 7976 0000"
        + "0101 080a0203e670e57396b9 0101 0512 c515d571c515db19 c515e0c1c515e669";

    /// <summary>SYN with a cookie and data, over IPv6.</summary>
    public const string Tcp6FastOpen = "020000000002 020000000001 86dd"
        + "6006d420 0038 06 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        + "98c0 1b58 fa3ffadf 00000000 d002 fd20 d7eb 0000"
        + "020405a0 0402 080a0b43dc5b00000000 01 03030a 220a60cfa990fde8517e 0101 66617374";

    /// <summary>One byte over UDP, which has an odd length.</summary>
    public const string Udp = "020000000002 020000000001 0800"
        + "45 00 001d 9a29 4000 40 11 1ca3 c0000201 c0000202 bf9c 1b59 0009 2be2 75";

    /// <summary>The same as it looks behind a card that fills frames up to 60 bytes.</summary>
    public const string UdpPadded = Udp + "0000000000000000000000000000000000";

    /// <summary>A datagram whose sender wants no checksum.</summary>
    public const string UdpWithoutChecksum = "020000000002 020000000001 0800"
        + "45 00 0023 9a2f 4000 40 11 1c97 c0000201 c0000202 ed75 1b59 000f 0000 6e6f636865636b";

    /// <summary>Five bytes over UDP and IPv6.</summary>
    public const string Udp6 = "020000000002 020000000001 86dd"
        + "600b40e7 000d 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        + "9b24 1b59 000d 8df6 7575757575";

    /// <summary>The last fragment of a datagram: offset 2,960.</summary>
    public const string LastFragment = "020000000002 020000000001 0800"
        + "45 00 0045 9a2d 0172 40 11 5b05 c0000201 c0000202"
        + "75757575757575757575757575757575757575757575757575757575757575757575757575757575757575757575757575";

    /// <summary>The last fragment of a datagram over IPv6: offset 1,448.</summary>
    public const string LastFragment6 = "020000000002 020000000001 86dd"
        + "600b40e7 0027 2c 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        + "11 00 05a8 b31e4963 75757575757575757575757575757575757575757575757575757575757575";

    /// <summary>An echo reply with the route that the request and it came past.</summary>
    public const string RecordedRoute = "020000000001 020000000002 0800"
        + "4f 00 007c d5fd 0000 40 01 f812 c0000202 c0000201"
        + "07 27 10 c0000201 c0000202 c0000202 000000000000000000000000000000000000000000000000 00"
        + "0000d7040f80000126fe026b00000000303e010000000000101112131415161718191a1b1c1d1e1f"
        + "202122232425262728292a2b2c2d2e2f3031323334353637";

    /// <summary>An echo request with a timestamp option.</summary>
    public const string Timestamps = "020000000002 020000000001 0800"
        + "4f 00 007c aea9 4000 40 01 5cc3 c0000201 c0000202"
        + "44 28 09 00 032350c5 0000000000000000000000000000000000000000000000000000000000000000"
        + "0800eff40f81000126fe026b000000000f4d010000000000101112131415161718191a1b1c1d1e1f"
        + "202122232425262728292a2b2c2d2e2f3031323334353637";

    /// <summary>A report of MLD: a router alert for each hop.</summary>
    public const string RouterAlert6 = "333300000016 020000000001 86dd"
        + "60000000 0024 00 01 00000000000000000000000000000000 ff020000000000000000000000000016"
        + "3a 00 05020000 0100 8f00 6f89 00000001 04000000 ff0200000000000000000001ff000001";

    /// <summary>A datagram behind destination options.</summary>
    public const string DestinationOptions = "020000000002 020000000001 86dd"
        + "600ba3cf 0013 3c 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        + "11 00 010400000000 e44c 1b59 000b cc49 647374";

    /// <summary>A datagram behind options for each hop, a segment routing header and destination options.</summary>
    public const string Chain = "020000000002 020000000001 86dd"
        + "600ba3cf 0033 00 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        + "2b 00 050200000100 3c 02 04 00 00 00 0000 20010db8000000000000000000000002"
        + "11 00 010400000000 e44c 1b59 000b c94a 737268";

    /// <summary>A datagram that two bridges have tagged (QinQ). Put together.</summary>
    public const string TwoTags = "020000000002 020000000001 88a8 0064 8100 7007 0800"
        + "45 00 001d 9a29 4000 40 11 1ca3 c0000201 c0000202 bf9c 1b59 0009 2be2 75";

    /// <summary>A configuration of the spanning tree: a length, and LLC, with padding. Put together.</summary>
    public const string SpanningTree = "0180c2000000 020000000001 0026 42 42 03"
        + "0000 00 00 00 8000020000000001 00000000 8000020000000001 8001 0000 1400 0200 0f00 0000000000000000";

    /// <summary>CDP's head: a length, LLC and SNAP of Cisco's. Put together.</summary>
    public const string Snap = "01000ccccccc 020000000001 000c aa aa 03 00000c 2000 02b40000";

    /// <summary>A packet with a header of authentication, and a datagram behind it. Put together.</summary>
    public const string Authenticated = "020000000002 020000000001 86dd"
        + "60000000 0025 33 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        + "11 04 0000 00000100 00000007 0102030405060708090a0b0c 9b24 1b59 000d 8df6 7575757575";

    /// <summary>All of them, which begin with Ethernet.</summary>
    public static readonly string[] All =
    [
        ArpRequest, ArpReply, TcpSyn, TcpFastOpen, TcpSynAck, TcpUrgent, TcpSack, Tcp6FastOpen, Udp, UdpPadded,
        UdpWithoutChecksum, Udp6, LastFragment, LastFragment6, RecordedRoute, Timestamps, RouterAlert6,
        DestinationOptions, Chain, TwoTags, SpanningTree, Snap, Authenticated,
    ];

    /// <summary>The ARP request as the interface <c>any</c> shows it, with a header of 16 bytes.</summary>
    public const string CookedArp = "0001 0001 0006 0200000000010000 0806"
        + "0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202";

    /// <summary>The same with a header of 20 bytes.</summary>
    public const string Cooked2Arp = "0806 0000 00000002 0001 01 06 0200000000010000"
        + "0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202";

    public static byte[] Bytes(string hexadecimal) =>
        Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Behind the Ethernet header.</summary>
    public static byte[] Packet(string hexadecimal) => Bytes(hexadecimal)[14..];
}
