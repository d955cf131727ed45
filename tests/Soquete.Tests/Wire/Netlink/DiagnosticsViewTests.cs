using Soquete.Wire.Netlink;

namespace Soquete.Tests.Wire.Netlink;

/// <summary>Each field of each view, in messages that a C compiler laid out.</summary>
public class DiagnosticsViewTests
{
    private const ulong Cookie = 0x21222324_11121314;

    [Fact]
    public async Task Internet_WhenRead_ThenEachFieldIsTheKernels()
    {
        var message = await MessageAsync("inet");
        Assert.True(InternetDiagnosticsView.TryRead(message, out var view));
        Assert.Equal((InternetDiagnosticsView.Ipv6, 10), (view.Family, view.State));
        Assert.Equal((4001, 4002, 7u), (view.SourcePort, view.DestinationPort, view.InterfaceIndex));
        Assert.Equal(Enumerable.Range(0x10, 16), view.SourceBytes.ToArray().Select(each => (int)each));
        Assert.Equal(Enumerable.Range(0x20, 16), view.DestinationBytes.ToArray().Select(each => (int)each));
        Assert.Equal((31u, 32u, 33u, 34u), (view.ReceiveQueue, view.SendQueue, view.UserId, view.Inode));
        Assert.Equal(Cookie, view.Cookie);
        Assert.Equal("cubic\0"u8, view.CongestionBytes);
        Assert.Equal((17, true, 54u), (view.Protocol, view.IsIpv6Only, view.Mark));
        Assert.True(view.IsSubflow);
        HasMemory(view.MemoryBytes);
        var info = new TcpInfoView(view.InfoBytes);
        Assert.Equal((41, 42u), (info.Retransmitting, info.SendSegment));
        Assert.Equal((43u, 44u), (info.LastDataSent, info.LastDataReceived));
        Assert.Equal((45u, 46u, 47u), (info.RoundTrip, info.RoundTripVariation, info.CongestionWindow));
        Assert.Equal((48u, 49ul, 50ul), (info.TotalRetransmissions, info.BytesAcknowledged, info.BytesReceived));
        Assert.Equal((51u, 52u, 53ul), (info.DataSegmentsReceived, info.DataSegmentsSent, info.DeliveryRate));
    }

    [Fact]
    public async Task Unix_WhenRead_ThenEachFieldIsTheKernels()
    {
        var message = await MessageAsync("unix");
        Assert.True(UnixDiagnosticsView.TryRead(message, out var view));
        Assert.Equal((5, 1, 61u, Cookie), (view.Type, view.State, view.Inode, view.Cookie));
        Assert.Equal("\0ab\0c"u8, view.NameBytes);
        Assert.Equal((62u, 63u, 64u, 65u), (view.FileInode, view.FileDevice, view.ReceiveQueue, view.SendQueue));
        Assert.Equal((2, 66u, 67u), (view.WaitingCount, view.WaitingInode(0), view.WaitingInode(1)));
        Assert.Equal((68u, 69u), (view.PeerInode, view.UserId));
        Assert.Equal((false, true), (view.IsShutForReceiving, view.IsShutForSending));
        HasMemory(view.MemoryBytes);
    }

    [Fact]
    public async Task Packet_WhenRead_ThenEachFieldIsTheKernels()
    {
        Assert.True(PacketDiagnosticsView.TryRead(await MessageAsync("packet"), out var packet));
        Assert.Equal((3, 0x0806, 71u, Cookie), (packet.Type, packet.Protocol, packet.Inode, packet.Cookie));
        Assert.Equal((72u, 73u), (packet.InterfaceIndex, packet.UserId));
        HasMemory(packet.MemoryBytes);
    }

    [Fact]
    public async Task Netlink_WhenRead_ThenEachFieldIsTheKernels()
    {
        Assert.True(NetlinkDiagnosticsView.TryRead(await MessageAsync("netlink"), out var view));
        Assert.Equal((2, 15, 1), (view.Type, view.Protocol, view.State));
        Assert.Equal((81u, 84u, Cookie), (view.PortId, view.Inode, view.Cookie));
        HasMemory(view.MemoryBytes);
    }

    [Fact]
    public async Task Vsock_WhenRead_ThenEachFieldIsTheKernels()
    {
        Assert.True(VsockDiagnosticsView.TryRead(await MessageAsync("vsock"), out var view));
        Assert.Equal((1, 10, 95u, Cookie), (view.Type, view.State, view.Inode, view.Cookie));
        Assert.Equal((91u, 92u), (view.SourceContext, view.SourcePort));
        Assert.Equal((93u, 94u), (view.DestinationContext, view.DestinationPort));
    }

    [Theory]
    [InlineData("address", "404142434445464748494a4b4c4d4e4f")]
    // The other end's stands beside the own one.
    [InlineData("address point-to-point", "40414243")]
    public async Task Address_WhenRead_ThenItIsTheInterfacesOwn(string name, string expected)
    {
        Assert.True(InterfaceAddressView.TryRead(await MessageAsync(name), out var view));
        Assert.Equal(expected, Convert.ToHexString(view.Bytes).ToLowerInvariant());
    }

    [Fact]
    public async Task Address_WhenItIsNotAsLongAsItsFamilys_ThenItIsNone()
    {
        var message = await MessageAsync("address point-to-point");
        message[0] = InternetDiagnosticsView.Ipv6;
        Assert.False(InterfaceAddressView.TryRead(message, out _));
        Assert.False(InterfaceAddressView.TryRead(message.AsSpan(0, InterfaceAddressView.Length), out _));
    }

    [Fact]
    public async Task Messages_WhenSeveralStandInOneDatagram_ThenEachIsFound()
    {
        var literals = await NetlinkLiterals.ReadAsync();
        byte[] all = [.. literals["error"], .. Padded(literals["unix"]), .. literals["done"]];
        var messages = new NetlinkMessages(all);
        Assert.True(messages.MoveNext());
        Assert.Equal((NetlinkType.Error, 2), (messages.Current.Type, messages.Current.Error));
        Assert.Equal(0x01020304u, messages.Current.Sequence);
        Assert.True(messages.MoveNext());
        Assert.Equal(NetlinkFlags.Multipart | NetlinkFlags.DumpInterrupted, messages.Current.Flags);
        Assert.Equal(literals["unix"].Length, messages.Current.Length);
        Assert.True(messages.MoveNext());
        Assert.Equal((NetlinkType.Done, 0), (messages.Current.Type, messages.Current.Error));
        Assert.False(messages.MoveNext());
        Assert.False(messages.IsMalformed);
    }

    [Fact]
    public async Task Requests_WhenWritten_ThenTheyAreAsTheCompilerLaysThemOut()
    {
        var literals = await NetlinkLiterals.ReadAsync();
        const uint Sequence = 0x01020304;
        var memory = InternetDiagnosticsAttribute.Asking(InternetDiagnosticsAttribute.SocketMemory);
        var tcp = (byte)(InternetDiagnosticsAttribute.Asking(InternetDiagnosticsAttribute.Info)
            | InternetDiagnosticsAttribute.Asking(InternetDiagnosticsAttribute.Congestion));
        var socket = new DiagnosticsIdentity(
            true, new UInt128(0x1011121314151617, 0x18191A1B1C1D1E1F), 4001,
            new UInt128(0x2021222324252627, 0x28292A2B2C2D2E2F), 4002, 7, Cookie);
        Matches("ask inet", room => DiagnosticsRequest.Internet(room, Sequence, 10, 17, memory));
        Matches("ask mptcp", room => DiagnosticsRequest.Multipath(
            room, Sequence, 10, memory, DiagnosticsRequest.AllStates));
        Matches("ask addresses", room => RouteRequest.Addresses(room, Sequence));
        Matches("ask tcp", room => DiagnosticsRequest.Tcp(room, Sequence, tcp, DiagnosticsRequest.AllStates));
        Matches("destroy", room => DiagnosticsRequest.Destroy(room, Sequence, 6, socket));
        Matches("ask unix", room => DiagnosticsRequest.Unix(room, Sequence));
        Matches("ask packet", room => DiagnosticsRequest.Packet(room, Sequence));
        Matches("ask netlink", room => DiagnosticsRequest.Netlink(room, Sequence));
        Matches("ask vsock", room => DiagnosticsRequest.Vsock(room, Sequence));

        void Matches(string name, Func<byte[], int> write)
        {
            var room = new byte[DiagnosticsRequest.MaxLength];
            Array.Fill(room, (byte)0xEE);
            var length = write(room);
            Assert.Equal(Convert.ToHexString(literals[name]), Convert.ToHexString(room.AsSpan(0, length)));
            Assert.Throws<ArgumentException>(() => write(new byte[length - 1]));
        }
    }

    private static async Task<byte[]> MessageAsync(string name)
    {
        var literals = await NetlinkLiterals.ReadAsync();
        Assert.True(NetlinkView.TryRead(literals[name], out var message));
        Assert.Equal(NetlinkType.Diagnostics, message.Type);
        return message.Payload.ToArray();
    }

    private static byte[] Padded(byte[] message) =>
        [.. message, .. new byte[NetlinkView.Padded(message.Length) - message.Length]];

    private static void HasMemory(ReadOnlySpan<byte> bytes)
    {
        var memory = new SocketMemoryView(bytes);
        Assert.Equal(
            (101u, 102u, 103u, 104u), (memory.ReceiveBytes, memory.ReceiveLimit, memory.SendBytes, memory.SendLimit));
        Assert.Equal((105u, 106u, 107u), (memory.ForwardBytes, memory.QueuedBytes, memory.OptionBytes));
        Assert.Equal((108u, 109u), (memory.BacklogBytes, memory.Drops));
    }
}
