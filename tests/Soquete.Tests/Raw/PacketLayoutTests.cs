using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Tests.Interop;
using Soquete.Tests.Support.Peers;
using Soquete.Wire.Link;

namespace Soquete.Tests.Raw;

/// <summary>What packet sockets and rings are made of, asked of the C compiler.</summary>
public class PacketLayoutTests
{
    private const string Source = """
        #include <stddef.h>
        #include <stdio.h>
        #include <arpa/inet.h>
        #include <linux/filter.h>
        #include <linux/if.h>
        #include <linux/if_arp.h>
        #include <linux/if_ether.h>
        #include <linux/if_packet.h>
        #include <linux/sockios.h>
        #include <linux/virtio_net.h>
        #include <sys/mman.h>
        #include <sys/socket.h>
        #define SIZE(t) printf("size " #t "=%zu\n", sizeof(t))
        #define AT(s, f) printf("at " #s "." #f "=%zu\n", offsetof(struct s, f))
        #define IS(c) printf("is " #c "=%lld\n", (long long)(c))
        int main(void) {
          SIZE(struct sockaddr_ll); SIZE(struct packet_mreq); SIZE(struct tpacket_req3);
          SIZE(struct tpacket_block_desc); SIZE(struct tpacket3_hdr); SIZE(struct tpacket_auxdata);
          SIZE(struct tpacket_stats_v3); SIZE(struct ifreq); SIZE(struct virtio_net_hdr);
          AT(sockaddr_ll, sll_protocol); AT(sockaddr_ll, sll_ifindex); AT(sockaddr_ll, sll_hatype);
          AT(sockaddr_ll, sll_pkttype); AT(sockaddr_ll, sll_halen); AT(sockaddr_ll, sll_addr);
          AT(packet_mreq, mr_ifindex); AT(packet_mreq, mr_type); AT(ifreq, ifr_ifindex);
          AT(tpacket_req3, tp_block_size); AT(tpacket_req3, tp_block_nr); AT(tpacket_req3, tp_frame_size);
          AT(tpacket_req3, tp_frame_nr); AT(tpacket_req3, tp_retire_blk_tov);
          AT(tpacket_block_desc, hdr.bh1.block_status); AT(tpacket_block_desc, hdr.bh1.num_pkts);
          AT(tpacket_block_desc, hdr.bh1.offset_to_first_pkt); AT(tpacket_block_desc, hdr.bh1.blk_len);
          AT(tpacket_block_desc, hdr.bh1.seq_num); AT(tpacket_block_desc, hdr.bh1.ts_last_pkt);
          AT(tpacket3_hdr, tp_next_offset); AT(tpacket3_hdr, tp_sec); AT(tpacket3_hdr, tp_nsec);
          AT(tpacket3_hdr, tp_snaplen); AT(tpacket3_hdr, tp_len); AT(tpacket3_hdr, tp_status);
          AT(tpacket3_hdr, tp_mac); AT(tpacket3_hdr, tp_net); AT(tpacket3_hdr, hv1.tp_vlan_tci);
          AT(tpacket3_hdr, hv1.tp_vlan_tpid); AT(tpacket3_hdr, tp_padding);
          AT(tpacket_auxdata, tp_status); AT(tpacket_auxdata, tp_len); AT(tpacket_auxdata, tp_snaplen);
          AT(tpacket_auxdata, tp_vlan_tci); AT(tpacket_auxdata, tp_vlan_tpid);
          AT(tpacket_stats_v3, tp_packets); AT(tpacket_stats_v3, tp_drops); AT(tpacket_stats_v3, tp_freeze_q_cnt);
          IS(TPACKET3_HDRLEN); IS(TPACKET_V3); IS(SOL_PACKET); IS(AF_PACKET); IS(ETH_P_ALL);
          IS(PACKET_ADD_MEMBERSHIP); IS(PACKET_DROP_MEMBERSHIP); IS(PACKET_RX_RING); IS(PACKET_STATISTICS);
          IS(PACKET_AUXDATA); IS(PACKET_VERSION); IS(PACKET_RESERVE); IS(PACKET_VNET_HDR); IS(PACKET_FANOUT);
          IS(PACKET_IGNORE_OUTGOING); IS(PACKET_MR_PROMISC); IS(PACKET_HOST); IS(PACKET_BROADCAST);
          IS(PACKET_MULTICAST); IS(PACKET_OTHERHOST); IS(PACKET_OUTGOING); IS(PACKET_FANOUT_HASH);
          IS(PACKET_FANOUT_LB); IS(PACKET_FANOUT_CPU); IS(PACKET_FANOUT_ROLLOVER); IS(PACKET_FANOUT_RND);
          IS(PACKET_FANOUT_QM); IS(TP_STATUS_USER); IS(TP_STATUS_CSUMNOTREADY);
          IS(TP_STATUS_VLAN_VALID); IS(TP_STATUS_VLAN_TPID_VALID); IS(TP_STATUS_CSUM_VALID);
          AT(virtio_net_hdr, gso_size); AT(virtio_net_hdr, csum_start); AT(virtio_net_hdr, csum_offset);
          IS(VIRTIO_NET_HDR_F_NEEDS_CSUM); IS(VIRTIO_NET_HDR_GSO_TCPV4); IS(VIRTIO_NET_HDR_GSO_TCPV6);
          IS(VIRTIO_NET_HDR_GSO_ECN);
          return 0;
        }
        """;

    [Fact]
    public async Task Layouts_WhenTheCompilerIsAsked_ThenTheyAreTheSystems()
    {
        var facts = await FactsAsync();
        (string Fact, int Ours)[] layouts =
        [
            ("size struct sockaddr_ll", Unsafe.SizeOf<LinkName>()), ("size struct sockaddr_ll", LinkName.Size),
            ("size struct sockaddr_ll", SocketName.LinkBytes),
            ("size struct packet_mreq", PacketMembership.Bytes), ("size struct tpacket_req3", PacketRingRequest.Bytes),
            ("size struct tpacket_block_desc", Unsafe.SizeOf<PacketBlockHeader>()),
            ("size struct tpacket_block_desc", PacketBlockHeader.Size),
            ("size struct tpacket3_hdr", Unsafe.SizeOf<PacketFrameHeader>()),
            ("size struct tpacket3_hdr", PacketFrameHeader.Size),
            ("size struct tpacket_auxdata", Unsafe.SizeOf<PacketAuxiliary>()),
            ("size struct tpacket_auxdata", PacketAuxiliary.Size),
            ("size struct tpacket_stats_v3", Unsafe.SizeOf<PacketCounts>()),
            ("size struct tpacket_stats_v3", PacketCounts.Size), ("size struct ifreq", LinkRequest.Bytes),
            ("at ifreq.ifr_ifindex", LinkRequest.NameBytes), ("is TPACKET3_HDRLEN", PacketFrameHeader.Prefix),
            ("is TPACKET_V3", PacketRingRequest.Version), ("is AF_PACKET", Domain.Packet),
            ("is ETH_P_ALL", EtherTypeText.All),
            ("size struct virtio_net_hdr", Unsafe.SizeOf<VirtualNetworkHeader>()),
            ("size struct virtio_net_hdr", VirtualNetworkHeader.Size),
            ("is VIRTIO_NET_HDR_F_NEEDS_CSUM", VirtualNetworkHeader.NeedsChecksum),
            ("is VIRTIO_NET_HDR_GSO_TCPV4", VirtualNetworkHeader.TcpOverIpv4),
            ("is VIRTIO_NET_HDR_GSO_TCPV6", VirtualNetworkHeader.TcpOverIpv6),
            ("is VIRTIO_NET_HDR_GSO_ECN", VirtualNetworkHeader.WithCongestion),
        ];
        Assert.All(layouts, layout => Assert.Equal((layout.Fact, facts[layout.Fact]), (layout.Fact, layout.Ours)));
    }

    [Fact]
    public async Task Fields_WhenTheCompilerIsAsked_ThenTheyStandWhereTheSystemsDo()
    {
        var facts = await FactsAsync();
        (string Fact, int Ours)[] places =
        [
            ("sockaddr_ll.sll_protocol", At<LinkName>(nameof(LinkName.Protocol))),
            ("sockaddr_ll.sll_ifindex", At<LinkName>(nameof(LinkName.InterfaceIndex))),
            ("sockaddr_ll.sll_hatype", At<LinkName>(nameof(LinkName.HardwareType))),
            ("sockaddr_ll.sll_pkttype", At<LinkName>(nameof(LinkName.PacketType))),
            ("sockaddr_ll.sll_halen", At<LinkName>(nameof(LinkName.AddressLength))),
            ("sockaddr_ll.sll_addr", At<LinkName>(nameof(LinkName.AddressStart))),
            ("tpacket_block_desc.hdr.bh1.block_status", At<PacketBlockHeader>(nameof(PacketBlockHeader.Status))),
            ("tpacket_block_desc.hdr.bh1.num_pkts", At<PacketBlockHeader>(nameof(PacketBlockHeader.Frames))),
            ("tpacket_block_desc.hdr.bh1.offset_to_first_pkt",
                At<PacketBlockHeader>(nameof(PacketBlockHeader.FirstOffset))),
            ("tpacket_block_desc.hdr.bh1.blk_len", At<PacketBlockHeader>(nameof(PacketBlockHeader.UsedBytes))),
            ("tpacket_block_desc.hdr.bh1.seq_num", At<PacketBlockHeader>(nameof(PacketBlockHeader.Sequence))),
            ("tpacket_block_desc.hdr.bh1.ts_last_pkt", At<PacketBlockHeader>(nameof(PacketBlockHeader.LastSeconds))),
            ("tpacket3_hdr.tp_next_offset", At<PacketFrameHeader>(nameof(PacketFrameHeader.NextOffset))),
            ("tpacket3_hdr.tp_sec", At<PacketFrameHeader>(nameof(PacketFrameHeader.Seconds))),
            ("tpacket3_hdr.tp_nsec", At<PacketFrameHeader>(nameof(PacketFrameHeader.Nanoseconds))),
            ("tpacket3_hdr.tp_snaplen", At<PacketFrameHeader>(nameof(PacketFrameHeader.Captured))),
            ("tpacket3_hdr.tp_len", At<PacketFrameHeader>(nameof(PacketFrameHeader.Length))),
            ("tpacket3_hdr.tp_status", At<PacketFrameHeader>(nameof(PacketFrameHeader.Status))),
            ("tpacket3_hdr.tp_mac", At<PacketFrameHeader>(nameof(PacketFrameHeader.LinkOffset))),
            ("tpacket3_hdr.tp_net", At<PacketFrameHeader>(nameof(PacketFrameHeader.NetworkOffset))),
            ("tpacket3_hdr.hv1.tp_vlan_tci", At<PacketFrameHeader>(nameof(PacketFrameHeader.VlanTag))),
            ("tpacket3_hdr.hv1.tp_vlan_tpid", At<PacketFrameHeader>(nameof(PacketFrameHeader.VlanProtocol))),
            ("tpacket3_hdr.tp_padding", At<PacketFrameHeader>(nameof(PacketFrameHeader.Reserved))),
            ("tpacket_auxdata.tp_status", At<PacketAuxiliary>(nameof(PacketAuxiliary.Status))),
            ("tpacket_auxdata.tp_len", At<PacketAuxiliary>(nameof(PacketAuxiliary.Length))),
            ("tpacket_auxdata.tp_snaplen", At<PacketAuxiliary>(nameof(PacketAuxiliary.Captured))),
            ("tpacket_auxdata.tp_vlan_tci", At<PacketAuxiliary>(nameof(PacketAuxiliary.VlanTag))),
            ("tpacket_auxdata.tp_vlan_tpid", At<PacketAuxiliary>(nameof(PacketAuxiliary.VlanProtocol))),
            ("virtio_net_hdr.gso_size", At<VirtualNetworkHeader>(nameof(VirtualNetworkHeader.SegmentSize))),
            ("virtio_net_hdr.csum_start", At<VirtualNetworkHeader>(nameof(VirtualNetworkHeader.ChecksumStart))),
            ("virtio_net_hdr.csum_offset", At<VirtualNetworkHeader>(nameof(VirtualNetworkHeader.ChecksumOffset))),
            ("tpacket_stats_v3.tp_packets", At<PacketCounts>(nameof(PacketCounts.Packets))),
            ("tpacket_stats_v3.tp_drops", At<PacketCounts>(nameof(PacketCounts.Drops))),
            ("tpacket_stats_v3.tp_freeze_q_cnt", At<PacketCounts>(nameof(PacketCounts.Freezes))),
        ];
        Assert.All(places, place => Assert.Equal((place.Fact, facts[$"at {place.Fact}"]), (place.Fact, place.Ours)));
    }

    [Fact]
    public async Task Numbers_WhenTheCompilerIsAsked_ThenTheyAreTheSystems()
    {
        var facts = await FactsAsync();
        SocketOption[] options =
        [
            PacketOption.AddMembership, PacketOption.DropMembership, PacketOption.ReceiveRing, PacketOption.Statistics,
            PacketOption.AuxiliaryData, PacketOption.Version, PacketOption.Reserve, PacketOption.VirtualNetworkHeader,
            PacketOption.Fanout, PacketOption.IgnoreOutgoing,
        ];
        Assert.All(options, option => Assert.Equal(
            (option.NameText, facts["is SOL_PACKET"], facts[$"is {option.NameText}"]),
            (option.NameText, option.Level, option.Name)));
        (string Fact, long Ours)[] numbers =
        [
            ("PACKET_HOST", (long)CookedPacketType.Host), ("PACKET_BROADCAST", (long)CookedPacketType.Broadcast),
            ("PACKET_MULTICAST", (long)CookedPacketType.Multicast),
            ("PACKET_OTHERHOST", (long)CookedPacketType.OtherHost),
            ("PACKET_OUTGOING", (long)CookedPacketType.Outgoing), ("PACKET_FANOUT_HASH", (long)FanoutMode.Hash),
            ("PACKET_FANOUT_LB", (long)FanoutMode.RoundRobin), ("PACKET_FANOUT_CPU", (long)FanoutMode.Cpu),
            ("PACKET_FANOUT_ROLLOVER", (long)FanoutMode.Rollover), ("PACKET_FANOUT_RND", (long)FanoutMode.Random),
            ("PACKET_FANOUT_QM", (long)FanoutMode.Queue), ("TP_STATUS_USER", (long)FrameStatus.User),
            ("TP_STATUS_CSUMNOTREADY", (long)FrameStatus.ChecksumNotReady),
            ("TP_STATUS_VLAN_VALID", (long)FrameStatus.VlanValid),
            ("TP_STATUS_VLAN_TPID_VALID", (long)FrameStatus.VlanProtocolValid),
            ("TP_STATUS_CSUM_VALID", (long)FrameStatus.ChecksumValid),
        ];
        Assert.All(numbers, pair => Assert.Equal((pair.Fact, facts[$"is {pair.Fact}"]), (pair.Fact, pair.Ours)));
    }

    [Fact]
    public async Task Requests_WhenWritten_ThenTheirFieldsStandWhereTheSystemsDo()
    {
        var facts = await FactsAsync();
        var ring = new byte[PacketRingRequest.Bytes];
        new PacketRingRequest(65536, 4, 60).WriteTo(ring);
        (string Field, int Value)[] fields =
        [
            ("tp_block_size", 65536), ("tp_block_nr", 4), ("tp_frame_size", PacketRingRequest.FrameBytes),
            ("tp_frame_nr", 4 * (65536 / PacketRingRequest.FrameBytes)), ("tp_retire_blk_tov", 60),
        ];
        Assert.All(fields, field => Assert.Equal(
            field.Value, MemoryMarshal.Read<int>(ring.AsSpan((int)facts[$"at tpacket_req3.{field.Field}"]))));
        var membership = new byte[PacketMembership.Bytes];
        new PacketMembership(7).WriteTo(membership);
        Assert.Equal(7, MemoryMarshal.Read<int>(membership.AsSpan((int)facts["at packet_mreq.mr_ifindex"])));
        Assert.Equal(
            facts["is PACKET_MR_PROMISC"],
            MemoryMarshal.Read<ushort>(membership.AsSpan((int)facts["at packet_mreq.mr_type"])));
    }

    private static int At<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    private static async Task<Dictionary<string, long>> FactsAsync()
    {
        var (status, output, error) = await Peer.RunAsync(await CProgram.BuildAsync(Source));
        Assert.True(status == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')).ToDictionary(
            parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
