using System.Net;
using System.Net.Sockets;
using Soquete.Ancillary;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>Datagram sockets that were made elsewhere, as they are when they are passed.</summary>
public class AdoptedDatagramTests
{
    [Fact]
    public async Task Adopt_WhenItIsABoundUdpSocket_ThenReceivesAndAnswers()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        await using var bound = DatagramSocket.Adopt(socket.SafeHandle);
        Assert.Equal($"udp:127.0.0.1:{port}", bound.Address.ToString());
        Assert.Null(bound.Peer);
        await using var client = await DatagramSocket.ConnectAsync(Address.Parse($"udp:127.0.0.1:{port}"));
        await client.SendAsync("question"u8.ToArray()).Soon();
        var datagram = await bound.ReceiveAsync(new byte[16]).Soon();
        Assert.Equal((8, IPAddress.Loopback), (datagram.Count, datagram.LocalAddress));
        await bound.ReplyAsync("answer"u8.ToArray(), datagram).Soon();
        Assert.Equal(6, (await client.ReceiveAsync(new byte[16]).Soon()).Count);
    }

    [Fact]
    public async Task Adopt_WhenItIsAConnectedUdpSocket_ThenHasItsPeer()
    {
        await using var peer = await DatagramSocket.BindAsync(Address.Parse("udp6:0"));
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(new IPEndPoint(IPAddress.IPv6Loopback, peer.LocalEnds[0].Port!.Value));
        await using var connected = DatagramSocket.Adopt(socket.SafeHandle);
        Assert.Equal(peer.LocalEnds[0], connected.Association!.Remote);
        await connected.SendAsync(new byte[3]).Soon();
        Assert.Equal(3, (await peer.ReceiveAsync(new byte[16]).Soon()).Count);
    }

    [Fact]
    public async Task Adopt_WhenItIsOneOfAPair_ThenPassesDescriptors()
    {
        Assert.Equal(
            Errno.None, NativeSocket.OpenPair(Domain.Unix, SocketKind.Datagram, 0, out var one, out var other));
        await using var first = DatagramSocket.Adopt(one);
        await using var second = DatagramSocket.Adopt(other);
        using var device = File.OpenHandle("/dev/null");
        await first.SendAsync(new byte[2], new AncillaryData { Descriptors = [device] }).Soon();
        var datagram = await second.ReceiveAsync(new byte[4]).Soon();
        Assert.Equal((2, DescriptorKind.CharacterDevice), (datagram.Count, Assert.Single(datagram.Descriptors!).Kind));
    }

    [Fact]
    public async Task Adopt_WhenItIsABoundUnixSocket_ThenReceivesAtItsName()
    {
        var name = $"soquete-{Guid.NewGuid():N}";
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint($"\0{name}"));
        await using var bound = DatagramSocket.Adopt(socket.SafeHandle);
        Assert.Equal($"unix-dgram:@{name}", bound.Address.ToString());
        await using var client = await DatagramSocket.ConnectAsync(bound.Address);
        await client.SendAsync(new byte[3]).Soon();
        Assert.Equal(3, (await bound.ReceiveAsync(new byte[4]).Soon()).Count);
    }

    [Fact]
    public void Adopt_WhenItIsNothingToTalkOn_ThenSaysSo()
    {
        using var unbound = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var e = Assert.Throws<SoqueteException>(() => DatagramSocket.Adopt(unbound.SafeHandle));
        Assert.Equal("the socket is neither bound nor connected", e.Problem);
        using var stream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        e = Assert.Throws<SoqueteException>(() => DatagramSocket.Adopt(stream.SafeHandle));
        Assert.Equal((FailureKind.Usage, "it is no datagram socket"), (e.Kind, e.Problem));
    }

    [Fact]
    public async Task Send_WhenTheSocketIsOfUdp_ThenDescriptorsAreRefused()
    {
        await using var socket = await DatagramSocket.ConnectAsync(Address.Parse("udp:127.0.0.1:9"));
        using var device = File.OpenHandle("/dev/null");
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => socket.SendAsync(new byte[1], new AncillaryData { Descriptors = [device] }).Soon());
        Assert.Equal("descriptors and credentials pass over unix sockets alone", e.Problem);
    }
}
