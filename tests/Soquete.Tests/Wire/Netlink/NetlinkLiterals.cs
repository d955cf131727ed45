using Soquete.Tests.Interop;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Wire.Netlink;

/// <summary>Messages as a C compiler lays them out, by the kernel's headers.</summary>
internal static class NetlinkLiterals
{
    private const string Source = """
        #include <stdio.h>
        #include <string.h>
        #include <arpa/inet.h>
        #include <linux/if_addr.h>
        #include <linux/inet_diag.h>
        #include <linux/netlink.h>
        #include <linux/netlink_diag.h>
        #include <linux/packet_diag.h>
        #include <linux/rtnetlink.h>
        #include <linux/sock_diag.h>
        #include <linux/tcp.h>
        #include <linux/unix_diag.h>
        #include <linux/vm_sockets_diag.h>
        static char message[4096];
        static size_t length;
        static void begin(int type, int flags, const void *body, size_t size) {
          memset(message, 0, sizeof message);
          struct nlmsghdr *head = (struct nlmsghdr *)message;
          head->nlmsg_type = type; head->nlmsg_flags = flags; head->nlmsg_seq = 0x01020304;
          memcpy(NLMSG_DATA(head), body, size);
          length = NLMSG_LENGTH(size);
        }
        static void add(int type, const void *data, size_t size) {
          length = NLMSG_ALIGN(length);
          struct nlattr *attribute = (struct nlattr *)(message + length);
          attribute->nla_type = type; attribute->nla_len = NLA_HDRLEN + size;
          memcpy(message + length + NLA_HDRLEN, data, size);
          length += NLA_HDRLEN + size;
        }
        static void end(const char *name) {
          ((struct nlmsghdr *)message)->nlmsg_len = length;
          printf("%s=", name);
          for (size_t i = 0; i < length; i++) printf("%02x", (unsigned char)message[i]);
          printf("\n");
        }
        static void memory(int type) {
          __u32 values[SK_MEMINFO_VARS];
          values[SK_MEMINFO_RMEM_ALLOC] = 101; values[SK_MEMINFO_RCVBUF] = 102; values[SK_MEMINFO_WMEM_ALLOC] = 103;
          values[SK_MEMINFO_SNDBUF] = 104; values[SK_MEMINFO_FWD_ALLOC] = 105; values[SK_MEMINFO_WMEM_QUEUED] = 106;
          values[SK_MEMINFO_OPTMEM] = 107; values[SK_MEMINFO_BACKLOG] = 108; values[SK_MEMINFO_DROPS] = 109;
          add(type, values, sizeof values);
        }
        static void number(int type, __u32 value) { add(type, &value, sizeof value); }
        static void byte(int type, __u8 value) { add(type, &value, sizeof value); }
        static void fill(struct inet_diag_sockid *id) {
          id->idiag_sport = htons(4001); id->idiag_dport = htons(4002); id->idiag_if = 7;
          for (int i = 0; i < 16; i++) {
            ((unsigned char *)id->idiag_src)[i] = 0x10 + i; ((unsigned char *)id->idiag_dst)[i] = 0x20 + i;
          }
          id->idiag_cookie[0] = 0x11121314; id->idiag_cookie[1] = 0x21222324;
        }
        static void nested(int type, int inner, const char *text) {
          char room[64] = { 0 };
          struct nlattr *attribute = (struct nlattr *)room;
          attribute->nla_type = inner; attribute->nla_len = NLA_HDRLEN + strlen(text) + 1;
          strcpy(room + NLA_HDRLEN, text);
          add(type | NLA_F_NESTED, room, NLA_ALIGN(attribute->nla_len));
        }
        static void addresses(void) {
          unsigned char other[16], own[16];
          for (int i = 0; i < 16; i++) { other[i] = 0x30 + i; own[i] = 0x40 + i; }
          struct ifaddrmsg six = { .ifa_family = AF_INET6, .ifa_prefixlen = 64, .ifa_index = 7 };
          begin(RTM_NEWADDR, NLM_F_MULTI, &six, sizeof six); add(IFA_ADDRESS, own, 16); end("address");
          struct ifaddrmsg four = { .ifa_family = AF_INET, .ifa_prefixlen = 32, .ifa_index = 7 };
          begin(RTM_NEWADDR, NLM_F_MULTI, &four, sizeof four);
          add(IFA_LOCAL, own, 4); add(IFA_ADDRESS, other, 4); add(IFA_LABEL, "ppp0", 5);
          end("address point-to-point");
          struct ifaddrmsg all = { 0 };
          begin(RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, &all, sizeof all); end("ask addresses");
        }
        static void answers(void) {
          struct inet_diag_msg inet = { .idiag_family = AF_INET6, .idiag_state = 10, .idiag_timer = 1,
            .idiag_retrans = 2, .idiag_expires = 3, .idiag_rqueue = 31, .idiag_wqueue = 32, .idiag_uid = 33,
            .idiag_inode = 34 };
          fill(&inet.id);
          struct tcp_info info = { .tcpi_retransmits = 41, .tcpi_snd_mss = 42, .tcpi_last_data_sent = 43,
            .tcpi_last_data_recv = 44, .tcpi_rtt = 45, .tcpi_rttvar = 46, .tcpi_snd_cwnd = 47,
            .tcpi_total_retrans = 48, .tcpi_bytes_acked = 49, .tcpi_bytes_received = 50, .tcpi_data_segs_in = 51,
            .tcpi_data_segs_out = 52, .tcpi_delivery_rate = 53 };
          begin(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, &inet, sizeof inet);
          memory(INET_DIAG_SKMEMINFO); add(INET_DIAG_INFO, &info, sizeof info); add(INET_DIAG_CONG, "cubic", 6);
          byte(INET_DIAG_PROTOCOL, 17); byte(INET_DIAG_SKV6ONLY, 1); number(INET_DIAG_MARK, 54);
          byte(INET_DIAG_SHUTDOWN, 3); nested(INET_DIAG_ULP_INFO, INET_ULP_INFO_NAME, "mptcp");
          end("inet");
          struct unix_diag_msg local = { .udiag_family = AF_UNIX, .udiag_type = 5, .udiag_state = 1,
            .udiag_ino = 61, .udiag_cookie = { 0x11121314, 0x21222324 } };
          struct unix_diag_vfs file = { .udiag_vfs_ino = 62, .udiag_vfs_dev = 63 };
          struct unix_diag_rqlen queues = { .udiag_rqueue = 64, .udiag_wqueue = 65 };
          __u32 waiting[] = { 66, 67 };
          begin(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI | NLM_F_DUMP_INTR, &local, sizeof local);
          add(UNIX_DIAG_NAME, "\0ab\0c", 5); add(UNIX_DIAG_VFS, &file, sizeof file); number(UNIX_DIAG_PEER, 68);
          add(UNIX_DIAG_ICONS, waiting, sizeof waiting); add(UNIX_DIAG_RQLEN, &queues, sizeof queues);
          memory(UNIX_DIAG_MEMINFO); byte(UNIX_DIAG_SHUTDOWN, 2); number(UNIX_DIAG_UID, 69);
          end("unix");
          struct packet_diag_msg packet = { .pdiag_family = AF_PACKET, .pdiag_type = 3, .pdiag_num = 0x0806,
            .pdiag_ino = 71, .pdiag_cookie = { 0x11121314, 0x21222324 } };
          struct packet_diag_info link = { .pdi_index = 72 };
          begin(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, &packet, sizeof packet);
          add(PACKET_DIAG_INFO, &link, sizeof link); number(PACKET_DIAG_UID, 73); memory(PACKET_DIAG_MEMINFO);
          end("packet");
          struct netlink_diag_msg netlink = { .ndiag_family = AF_NETLINK, .ndiag_type = 2, .ndiag_protocol = 15,
            .ndiag_state = 1, .ndiag_portid = 81, .ndiag_dst_portid = 82, .ndiag_dst_group = 83, .ndiag_ino = 84,
            .ndiag_cookie = { 0x11121314, 0x21222324 } };
          begin(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, &netlink, sizeof netlink);
          memory(NETLINK_DIAG_MEMINFO);
          end("netlink");
          struct vsock_diag_msg vsock = { .vdiag_family = AF_VSOCK, .vdiag_type = 1, .vdiag_state = 10,
            .vdiag_src_cid = 91, .vdiag_src_port = 92, .vdiag_dst_cid = 93, .vdiag_dst_port = 94, .vdiag_ino = 95,
            .vdiag_cookie = { 0x11121314, 0x21222324 } };
          begin(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, &vsock, sizeof vsock);
          end("vsock");
          struct nlmsgerr error = { .error = -2 };
          begin(NLMSG_ERROR, 0, &error, sizeof error); end("error");
          int done = 0;
          begin(NLMSG_DONE, NLM_F_MULTI, &done, sizeof done); end("done");
        }
        static void requests(void) {
          const int flags = NLM_F_REQUEST | NLM_F_DUMP;
          struct inet_diag_req_v2 inet = { .sdiag_family = AF_INET6, .sdiag_protocol = 17,
            .idiag_ext = 1 << (INET_DIAG_SKMEMINFO - 1), .idiag_states = ~0U };
          begin(SOCK_DIAG_BY_FAMILY, flags, &inet, sizeof inet); end("ask inet");
          begin(SOCK_DIAG_BY_FAMILY, flags, &inet, sizeof inet);
          ((struct inet_diag_req_v2 *)NLMSG_DATA((struct nlmsghdr *)message))->sdiag_protocol = 0;
          number(INET_DIAG_REQ_PROTOCOL, 262); end("ask mptcp");
          struct inet_diag_req tcp = { .idiag_states = ~0U,
            .idiag_ext = 1 << (INET_DIAG_INFO - 1) | 1 << (INET_DIAG_CONG - 1) };
          begin(TCPDIAG_GETSOCK, flags, &tcp, sizeof tcp); end("ask tcp");
          struct inet_diag_req_v2 destroyed = { .sdiag_family = AF_INET6, .sdiag_protocol = 6, .idiag_states = ~0U };
          fill(&destroyed.id);
          begin(SOCK_DESTROY, NLM_F_REQUEST | NLM_F_ACK, &destroyed, sizeof destroyed); end("destroy");
          struct unix_diag_req local = { .sdiag_family = AF_UNIX, .udiag_states = ~0U,
            .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_VFS | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS | UDIAG_SHOW_RQLEN
              | UDIAG_SHOW_MEMINFO | UDIAG_SHOW_UID };
          begin(SOCK_DIAG_BY_FAMILY, flags, &local, sizeof local); end("ask unix");
          struct packet_diag_req packet = { .sdiag_family = AF_PACKET,
            .pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO };
          begin(SOCK_DIAG_BY_FAMILY, flags, &packet, sizeof packet); end("ask packet");
          struct netlink_diag_req netlink = { .sdiag_family = AF_NETLINK, .sdiag_protocol = NDIAG_PROTO_ALL,
            .ndiag_show = NDIAG_SHOW_MEMINFO };
          begin(SOCK_DIAG_BY_FAMILY, flags, &netlink, sizeof netlink); end("ask netlink");
          struct vsock_diag_req vsock = { .sdiag_family = AF_VSOCK, .vdiag_states = ~0U };
          begin(SOCK_DIAG_BY_FAMILY, flags, &vsock, sizeof vsock); end("ask vsock");
        }
        int main(void) { addresses(); answers(); requests(); return 0; }
        """;

    /// <summary>Each message by its name.</summary>
    public static async Task<Dictionary<string, byte[]>> ReadAsync()
    {
        var (_, output, _) = await Peer.RunAsync(await CProgram.BuildAsync(Source));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('='))
            .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]));
    }
}
