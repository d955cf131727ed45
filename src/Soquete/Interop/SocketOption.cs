namespace Soquete.Interop;

/// <summary>
/// One option of setsockopt(2): its numbers (asm-generic/socket.h, linux/tcp.h, linux/in.h) and their names.
/// </summary>
internal readonly record struct SocketOption(int Level, int Name, string LevelText, string NameText)
{
    // socket(7)
    public static readonly SocketOption SoReuseAddr = Socket(2, "SO_REUSEADDR");
    public static readonly SocketOption SoType = Socket(3, "SO_TYPE");
    public static readonly SocketOption SoError = Socket(4, "SO_ERROR");
    public static readonly SocketOption SoSndBuf = Socket(7, "SO_SNDBUF");
    public static readonly SocketOption SoRcvBuf = Socket(8, "SO_RCVBUF");
    public static readonly SocketOption SoBroadcast = Socket(6, "SO_BROADCAST");
    public static readonly SocketOption SoKeepAlive = Socket(9, "SO_KEEPALIVE");
    public static readonly SocketOption SoLinger = Socket(13, "SO_LINGER");
    public static readonly SocketOption SoReusePort = Socket(15, "SO_REUSEPORT");
    public static readonly SocketOption SoPassCred = Socket(16, "SO_PASSCRED");
    public static readonly SocketOption SoPeerCred = Socket(17, "SO_PEERCRED");
    public static readonly SocketOption SoBindToDevice = Socket(25, "SO_BINDTODEVICE");
    public static readonly SocketOption SoAttachFilter = Socket(26, "SO_ATTACH_FILTER");
    public static readonly SocketOption SoDetachFilter = Socket(27, "SO_DETACH_FILTER");
    public static readonly SocketOption SoAcceptConn = Socket(30, "SO_ACCEPTCONN");
    public static readonly SocketOption SoRcvBufForce = Socket(33, "SO_RCVBUFFORCE");
    public static readonly SocketOption SoTimestampNs = Socket(35, "SO_TIMESTAMPNS_OLD");
    public static readonly SocketOption SoMark = Socket(36, "SO_MARK");
    public static readonly SocketOption SoProtocol = Socket(38, "SO_PROTOCOL");
    public static readonly SocketOption SoDomain = Socket(39, "SO_DOMAIN");
    public static readonly SocketOption SoPeerGroups = Socket(59, "SO_PEERGROUPS");

    // tcp(7)
    public static readonly SocketOption TcpNoDelay = Tcp(1, "TCP_NODELAY");
    public static readonly SocketOption TcpMaxSeg = Tcp(2, "TCP_MAXSEG");
    public static readonly SocketOption TcpKeepIdle = Tcp(4, "TCP_KEEPIDLE");
    public static readonly SocketOption TcpKeepIntvl = Tcp(5, "TCP_KEEPINTVL");
    public static readonly SocketOption TcpKeepCnt = Tcp(6, "TCP_KEEPCNT");
    public static readonly SocketOption TcpInfo = Tcp(11, "TCP_INFO");
    public static readonly SocketOption TcpCongestion = Tcp(13, "TCP_CONGESTION");
    public static readonly SocketOption TcpUserTimeout = Tcp(18, "TCP_USER_TIMEOUT");
    public static readonly SocketOption TcpFastOpen = Tcp(23, "TCP_FASTOPEN");

    // udp(7)
    public static readonly SocketOption UdpSegment = Udp(103, "UDP_SEGMENT");
    public static readonly SocketOption UdpGro = Udp(104, "UDP_GRO");

    // ip(7)
    public static readonly SocketOption IpTos = Ip(1, "IP_TOS");
    public static readonly SocketOption IpTtl = Ip(2, "IP_TTL");
    public static readonly SocketOption IpHdrIncl = Ip(3, "IP_HDRINCL");
    public static readonly SocketOption IpPktInfo = Ip(8, "IP_PKTINFO");
    public static readonly SocketOption IpMtuDiscover = Ip(10, "IP_MTU_DISCOVER");
    public static readonly SocketOption IpRecvErr = Ip(11, "IP_RECVERR");
    public static readonly SocketOption IpRecvTtl = Ip(12, "IP_RECVTTL");
    public static readonly SocketOption IpRecvTos = Ip(13, "IP_RECVTOS");
    public static readonly SocketOption IpFreeBind = Ip(15, "IP_FREEBIND");
    public static readonly SocketOption IpRecvErrRfc4884 = Ip(26, "IP_RECVERR_RFC4884");
    public static readonly SocketOption IpMulticastIf = Ip(32, "IP_MULTICAST_IF");
    public static readonly SocketOption IpMulticastTtl = Ip(33, "IP_MULTICAST_TTL");
    public static readonly SocketOption IpMulticastLoop = Ip(34, "IP_MULTICAST_LOOP");
    public static readonly SocketOption IpJoinGroup = Ip(42, "MCAST_JOIN_GROUP");
    public static readonly SocketOption IpLeaveGroup = Ip(45, "MCAST_LEAVE_GROUP");
    public static readonly SocketOption IpJoinSource = Ip(46, "MCAST_JOIN_SOURCE_GROUP");
    public static readonly SocketOption IpLeaveSource = Ip(47, "MCAST_LEAVE_SOURCE_GROUP");
    public static readonly SocketOption IpMulticastAll = Ip(49, "IP_MULTICAST_ALL");

    // ipv6(7)
    public static readonly SocketOption Ipv6Checksum = Ipv6(7, "IPV6_CHECKSUM");
    public static readonly SocketOption Ipv6UnicastHops = Ipv6(16, "IPV6_UNICAST_HOPS");
    public static readonly SocketOption Ipv6MulticastIf = Ipv6(17, "IPV6_MULTICAST_IF");
    public static readonly SocketOption Ipv6MulticastHops = Ipv6(18, "IPV6_MULTICAST_HOPS");
    public static readonly SocketOption Ipv6MulticastLoop = Ipv6(19, "IPV6_MULTICAST_LOOP");
    public static readonly SocketOption Ipv6MtuDiscover = Ipv6(23, "IPV6_MTU_DISCOVER");
    public static readonly SocketOption Ipv6RecvErr = Ipv6(25, "IPV6_RECVERR");
    public static readonly SocketOption Ipv6V6Only = Ipv6(26, "IPV6_V6ONLY");
    public static readonly SocketOption Ipv6MulticastAll = Ipv6(29, "IPV6_MULTICAST_ALL");
    public static readonly SocketOption Ipv6RecvErrRfc4884 = Ipv6(31, "IPV6_RECVERR_RFC4884");
    public static readonly SocketOption Ipv6HdrIncl = Ipv6(36, "IPV6_HDRINCL");
    public static readonly SocketOption Ipv6JoinGroup = Ipv6(42, "MCAST_JOIN_GROUP");
    public static readonly SocketOption Ipv6LeaveGroup = Ipv6(45, "MCAST_LEAVE_GROUP");
    public static readonly SocketOption Ipv6JoinSource = Ipv6(46, "MCAST_JOIN_SOURCE_GROUP");
    public static readonly SocketOption Ipv6LeaveSource = Ipv6(47, "MCAST_LEAVE_SOURCE_GROUP");
    public static readonly SocketOption Ipv6RecvPktInfo = Ipv6(49, "IPV6_RECVPKTINFO");
    public static readonly SocketOption Ipv6RecvHopLimit = Ipv6(51, "IPV6_RECVHOPLIMIT");
    public static readonly SocketOption Ipv6RecvTClass = Ipv6(66, "IPV6_RECVTCLASS");
    public static readonly SocketOption Ipv6TClass = Ipv6(67, "IPV6_TCLASS");

    // raw(7), linux/icmp.h, linux/icmpv6.h
    public static readonly SocketOption IcmpFilter = new(255, 1, "SOL_RAW", "ICMP_FILTER");
    public static readonly SocketOption Icmpv6Filter = new(58, 1, "SOL_ICMPV6", "ICMPV6_FILTER");

    // vsock(7), linux/vm_sockets.h
    public static readonly SocketOption VsockBufferSize = Vsock(0, "SO_VM_SOCKETS_BUFFER_SIZE");
    public static readonly SocketOption VsockBufferMaxSize = Vsock(2, "SO_VM_SOCKETS_BUFFER_MAX_SIZE");
    public static readonly SocketOption VsockConnectTimeout = Vsock(6, "SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD");

    private static SocketOption Socket(int name, string text) => new(1, name, "SOL_SOCKET", text);

    private static SocketOption Tcp(int name, string text) => new(6, name, "SOL_TCP", text);

    private static SocketOption Udp(int name, string text) => new(17, name, "SOL_UDP", text);

    private static SocketOption Ip(int name, string text) => new(0, name, "SOL_IP", text);

    private static SocketOption Ipv6(int name, string text) => new(41, name, "SOL_IPV6", text);

    private static SocketOption Vsock(int name, string text) => new(Domain.Vsock, name, "AF_VSOCK", text);
}
