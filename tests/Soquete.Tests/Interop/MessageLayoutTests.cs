using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Interop;

/// <summary>What messages and their control data are made of, asked of the C compiler.</summary>
public class MessageLayoutTests
{
    private const string Source = """
        #include <stddef.h>
        #include <stdio.h>
        #include <time.h>
        #include <netinet/in.h>
        #include <netinet/udp.h>
        #include <linux/errqueue.h>
        #include <sys/epoll.h>
        #include <sys/socket.h>
        #include <sys/uio.h>
        #ifndef UDP_SEGMENT
        #define UDP_SEGMENT 103
        #define UDP_GRO 104
        #endif
        #define SIZE(t) printf("size " #t "=%zu\n", sizeof(t))
        #define AT(s, f) printf("at " #s "." #f "=%zu\n", offsetof(struct s, f))
        #define IS(c) printf("is " #c "=%lld\n", (long long)(c))
        int main(void) {
          SIZE(struct msghdr); SIZE(struct mmsghdr); SIZE(struct iovec); SIZE(struct cmsghdr);
          SIZE(struct epoll_event); SIZE(struct group_req); SIZE(struct group_source_req); SIZE(struct ip_mreqn);
          SIZE(struct sock_extended_err); SIZE(struct ucred); SIZE(struct in_pktinfo); SIZE(struct in6_pktinfo);
          AT(msghdr, msg_name); AT(msghdr, msg_namelen); AT(msghdr, msg_iov); AT(msghdr, msg_iovlen);
          AT(msghdr, msg_control); AT(msghdr, msg_controllen); AT(msghdr, msg_flags);
          AT(mmsghdr, msg_hdr); AT(mmsghdr, msg_len); AT(iovec, iov_base); AT(iovec, iov_len);
          AT(cmsghdr, cmsg_len); AT(cmsghdr, cmsg_level); AT(cmsghdr, cmsg_type);
          AT(epoll_event, events); AT(epoll_event, data);
          AT(group_req, gr_interface); AT(group_req, gr_group);
          AT(group_source_req, gsr_interface); AT(group_source_req, gsr_group); AT(group_source_req, gsr_source);
          AT(ip_mreqn, imr_multiaddr); AT(ip_mreqn, imr_address); AT(ip_mreqn, imr_ifindex);
          AT(sock_extended_err, ee_errno); AT(sock_extended_err, ee_origin); AT(sock_extended_err, ee_info);
          for (size_t n = 0; n <= 40; n++) printf("space %zu=%zu\n", n, CMSG_SPACE(n));
          IS(MSG_CTRUNC); IS(MSG_TRUNC); IS(MSG_DONTWAIT); IS(MSG_ERRQUEUE); IS(MSG_NOSIGNAL); IS(MSG_CMSG_CLOEXEC);
          IS(EPOLLIN); IS(EPOLLOUT); IS(EPOLLERR); IS(EPOLLHUP); IS(EPOLLONESHOT);
          IS(SCM_RIGHTS); IS(SCM_CREDENTIALS); IS(SO_TIMESTAMPNS); IS(IP_TOS); IS(IP_TTL); IS(IP_PKTINFO);
          IS(IP_RECVERR); IS(IPV6_RECVERR); IS(IPV6_PKTINFO); IS(IPV6_HOPLIMIT); IS(IPV6_TCLASS);
          IS(UDP_SEGMENT); IS(UDP_GRO); IS(SOL_UDP); IS(SOL_IPV6); IS(SOL_SOCKET); IS(SOL_IP);
          IS(IP_MTU_DISCOVER); IS(IP_PMTUDISC_DO); IS(IPV6_MTU_DISCOVER); IS(IPV6_PMTUDISC_DO); IS(IP_RECVTOS);
          IS(IP_RECVTTL); IS(IP_MULTICAST_IF); IS(IP_MULTICAST_TTL); IS(IP_MULTICAST_LOOP); IS(IP_MULTICAST_ALL);
          IS(MCAST_JOIN_GROUP); IS(MCAST_LEAVE_GROUP); IS(MCAST_JOIN_SOURCE_GROUP); IS(MCAST_LEAVE_SOURCE_GROUP);
          IS(IPV6_UNICAST_HOPS); IS(IPV6_MULTICAST_IF); IS(IPV6_MULTICAST_HOPS); IS(IPV6_MULTICAST_LOOP);
          IS(IPV6_RECVPKTINFO); IS(IPV6_RECVHOPLIMIT); IS(IPV6_RECVTCLASS); IS(SO_BROADCAST); IS(SO_PASSCRED);
          return 0;
        }
        """;

    [Fact]
    public async Task Messages_WhenTheCompilerIsAsked_ThenTheirLayoutsAreTheSystems()
    {
        var facts = await FactsAsync();
        (string Fact, int Ours)[] layouts =
        [
            ("size struct msghdr", Unsafe.SizeOf<MessageHeader>()), ("size struct msghdr", MessageHeader.Size),
            ("size struct mmsghdr", Unsafe.SizeOf<CountedMessageHeader>()),
            ("size struct mmsghdr", CountedMessageHeader.Size),
            ("size struct iovec", Unsafe.SizeOf<MessageVector>()), ("size struct iovec", MessageVector.Size),
            ("at msghdr.msg_name", Offset<MessageHeader>(nameof(MessageHeader.Name))),
            ("at msghdr.msg_namelen", Offset<MessageHeader>(nameof(MessageHeader.NameLength))),
            ("at msghdr.msg_iov", Offset<MessageHeader>(nameof(MessageHeader.Vectors))),
            ("at msghdr.msg_iovlen", Offset<MessageHeader>(nameof(MessageHeader.VectorCount))),
            ("at msghdr.msg_control", Offset<MessageHeader>(nameof(MessageHeader.Control))),
            ("at msghdr.msg_controllen", Offset<MessageHeader>(nameof(MessageHeader.ControlLength))),
            ("at msghdr.msg_flags", Offset<MessageHeader>(nameof(MessageHeader.Flags))),
            ("at mmsghdr.msg_hdr", Offset<CountedMessageHeader>(nameof(CountedMessageHeader.Header))),
            ("at mmsghdr.msg_len", Offset<CountedMessageHeader>(nameof(CountedMessageHeader.Count))),
            ("at iovec.iov_base", Offset<MessageVector>(nameof(MessageVector.Base))),
            ("at iovec.iov_len", Offset<MessageVector>(nameof(MessageVector.Length))),
            ("size struct cmsghdr", ControlMessage.HeaderBytes), ("at cmsghdr.cmsg_len", 0),
            ("at cmsghdr.cmsg_level", 8), ("at cmsghdr.cmsg_type", 12),
            ("size struct ip_mreqn", GroupMembership.InterfaceBytes), ("at ip_mreqn.imr_ifindex", 8),
            ("size struct group_req", GroupMembership.GroupBytes), ("at group_req.gr_interface", 0),
            ("at group_req.gr_group", GroupMembership.NamesOffset),
            ("size struct group_source_req", GroupMembership.SourceBytes),
            ("at group_source_req.gsr_group", GroupMembership.NamesOffset),
            ("at group_source_req.gsr_source", GroupMembership.GroupBytes),
        ];
        Assert.All(layouts, layout => Assert.Equal((layout.Fact, facts[layout.Fact]), (layout.Fact, layout.Ours)));
        Assert.All(Enumerable.Range(0, 41), n => Assert.Equal(facts[$"space {n}"], ControlMessage.Space(n)));
    }

    [Fact]
    public async Task Numbers_WhenTheCompilerIsAsked_ThenTheyAreTheSystems()
    {
        var facts = await FactsAsync();
        (string Fact, long Ours)[] numbers =
        [
            ("MSG_CTRUNC", (long)MessageFlags.ControlTruncated), ("MSG_TRUNC", (long)MessageFlags.Truncated),
            ("MSG_DONTWAIT", (long)MessageFlags.DoNotWait), ("MSG_ERRQUEUE", (long)MessageFlags.ErrorQueue),
            ("MSG_NOSIGNAL", (long)MessageFlags.NoSignal), ("MSG_CMSG_CLOEXEC", (long)MessageFlags.CloseOnExec),
            ("EPOLLIN", (long)EpollSignals.In), ("EPOLLOUT", (long)EpollSignals.Out),
            ("EPOLLERR", (long)EpollSignals.Error), ("EPOLLHUP", (long)EpollSignals.HangUp),
            ("EPOLLONESHOT", (long)EpollSignals.OneShot), ("IP_PMTUDISC_DO", 2), ("IPV6_PMTUDISC_DO", 2),
        ];
        Assert.All(numbers, pair => Assert.Equal((pair.Fact, facts[$"is {pair.Fact}"]), (pair.Fact, pair.Ours)));
        (string Level, string Type, (int, int) Ours)[] kinds =
        [
            ("SOL_SOCKET", "SCM_RIGHTS", ControlKind.Rights),
            ("SOL_SOCKET", "SCM_CREDENTIALS", ControlKind.Credentials),
            ("SOL_SOCKET", "SO_TIMESTAMPNS", ControlKind.Timestamp), ("SOL_IP", "IP_TOS", ControlKind.IpTos),
            ("SOL_IP", "IP_TTL", ControlKind.IpTtl), ("SOL_IP", "IP_PKTINFO", ControlKind.IpPacketInfo),
            ("SOL_IP", "IP_RECVERR", ControlKind.IpError), ("SOL_IPV6", "IPV6_RECVERR", ControlKind.Ipv6Error),
            ("SOL_IPV6", "IPV6_PKTINFO", ControlKind.Ipv6PacketInfo),
            ("SOL_IPV6", "IPV6_HOPLIMIT", ControlKind.Ipv6HopLimit),
            ("SOL_IPV6", "IPV6_TCLASS", ControlKind.Ipv6TrafficClass),
            ("SOL_UDP", "UDP_SEGMENT", ControlKind.UdpSegment), ("SOL_UDP", "UDP_GRO", ControlKind.UdpGro),
        ];
        Assert.All(kinds, kind => Assert.Equal(
            (kind.Type, ((int)facts[$"is {kind.Level}"], (int)facts[$"is {kind.Type}"])), (kind.Type, kind.Ours)));
    }

    [Fact]
    public async Task Options_WhenTheCompilerIsAsked_ThenTheirNumbersAreTheSystems()
    {
        var facts = await FactsAsync();
        SocketOption[] options =
        [
            SocketOption.SoBroadcast, SocketOption.SoPassCred, SocketOption.IpPktInfo, SocketOption.IpMtuDiscover,
            SocketOption.IpRecvErr, SocketOption.IpRecvTos, SocketOption.IpRecvTtl, SocketOption.IpMulticastIf,
            SocketOption.IpMulticastTtl, SocketOption.IpMulticastLoop, SocketOption.IpMulticastAll,
            SocketOption.IpJoinGroup, SocketOption.IpLeaveGroup, SocketOption.IpJoinSource, SocketOption.IpLeaveSource,
            SocketOption.Ipv6JoinGroup, SocketOption.Ipv6LeaveGroup, SocketOption.Ipv6JoinSource,
            SocketOption.Ipv6LeaveSource, SocketOption.Ipv6UnicastHops, SocketOption.Ipv6MulticastIf,
            SocketOption.Ipv6MulticastHops, SocketOption.Ipv6MulticastLoop, SocketOption.Ipv6MtuDiscover,
            SocketOption.Ipv6RecvErr, SocketOption.Ipv6RecvPktInfo, SocketOption.Ipv6RecvHopLimit,
            SocketOption.Ipv6RecvTClass, SocketOption.Ipv6TClass, SocketOption.UdpSegment, SocketOption.UdpGro,
        ];
        Assert.All(options, option => Assert.Equal(
            (option.NameText, (int)facts[$"is {option.NameText}"]), (option.NameText, option.Name)));
    }

    /// <summary>What setsockopt(2) is given for a group, byte for byte as C makes it.</summary>
    [Theory]
    [InlineData("239.1.2.3", null)]
    [InlineData("232.1.2.3", "10.0.0.1")]
    [InlineData("ff15::1", null)]
    [InlineData("ff35::1", "2001:db8::1")]
    [InlineData(null, null)]
    public async Task Membership_WhenWritten_ThenHasTheInterfaceTheGroupAndTheSourceInTheirPlaces(
        string? group, string? source)
    {
        var facts = await FactsAsync();
        var membership = new GroupMembership(7, Parse(group), Parse(source));
        var bytes = Enumerable.Repeat((byte)0xee, 300).ToArray();
        membership.WriteTo(bytes);
        Assert.All(bytes[membership.Length..], rest => Assert.Equal(0xee, rest));
        var index = (int)(group is null ? facts["at ip_mreqn.imr_ifindex"] : facts["at group_req.gr_interface"]);
        Assert.Equal(7, MemoryMarshal.Read<int>(bytes.AsSpan(index)));
        if (group is not null)
        {
            Assert.Equal(group, NameAt(bytes, facts["at group_source_req.gsr_group"]));
        }

        if (source is not null)
        {
            Assert.Equal(source, NameAt(bytes, facts["at group_source_req.gsr_source"]));
        }
    }

    private static string NameAt(byte[] bytes, long offset)
    {
        Assert.True(SocketName.FromBytes(bytes.AsSpan((int)offset, 28)).TryGetInternet(out var end));
        return end.Address.ToString();
    }

    private static IPAddress? Parse(string? text) => text is null ? null : IPAddress.Parse(text);

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    private static async Task<Dictionary<string, long>> FactsAsync()
    {
        var (status, output, error) = await Peer.RunAsync(await CProgram.BuildAsync(Source));
        Assert.True(status == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')).ToDictionary(
            parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
