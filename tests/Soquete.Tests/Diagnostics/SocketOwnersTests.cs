using System.Net;
using System.Net.Sockets;
using Soquete.Diagnostics;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Diagnostics;

/// <summary>Who has which sockets.</summary>
public class SocketOwnersTests
{
    [Fact]
    public void Connection_WhenItIsHere_ThenBothEndsAreFound()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        var (local, remote) = ((IPEndPoint)client.Client.LocalEndPoint!, (IPEndPoint)client.Client.RemoteEndPoint!);
        var owners = new SocketOwners();
        AssertOurs(owners, IpProtocol.Tcp, local, remote);
        AssertOurs(owners, IpProtocol.Tcp, remote, local);
        Assert.False(owners.TryFind(IpProtocol.Udp, local, remote, out _));
    }

    /// <summary>A socket of IPv6 that is bound to every address gets datagrams of IPv4, too.</summary>
    [Fact]
    public void Datagram_WhenTheSocketIsBoundToEveryAddress_ThenIsFoundForOursAlone()
    {
        using var socket = new UdpClient(AddressFamily.InterNetworkV6);
        socket.Client.DualMode = true;
        socket.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        var port = ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
        var peer = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4711);
        var owners = new SocketOwners();
        AssertOurs(owners, IpProtocol.Udp, new IPEndPoint(IPAddress.Loopback, port), peer);
        AssertOurs(owners, IpProtocol.Udp, new IPEndPoint(IPAddress.IPv6Loopback, port), peer);
        Assert.False(owners.TryFind(
            IpProtocol.Udp, new IPEndPoint(IPAddress.Parse("198.51.100.7"), port), peer, out _));
    }

    [Fact]
    public void Table_WhenItWasJustRead_ThenIsNotReadAgainAtOnce()
    {
        var clock = new Clock();
        var owners = new SocketOwners(clock);
        var peer = new IPEndPoint(IPAddress.Loopback, 9);
        Assert.False(owners.TryFind(IpProtocol.Udp, new IPEndPoint(IPAddress.Loopback, 1), peer, out _));
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var local = (IPEndPoint)socket.Client.LocalEndPoint!;
        Assert.False(owners.TryFind(IpProtocol.Udp, local, peer, out _));
        clock.Now += Clock.Second;
        AssertOurs(owners, IpProtocol.Udp, local, peer);
    }

    private static void AssertOurs(SocketOwners owners, byte protocol, IPEndPoint local, IPEndPoint remote)
    {
        Assert.True(owners.TryFind(protocol, local, remote, out var owner), $"{local} {remote}");
        Assert.Equal(Environment.ProcessId, owner!.ProcessId);
        Assert.Equal(File.ReadAllText("/proc/self/comm").TrimEnd(), owner.Command);
    }

    private sealed class Clock : TimeProvider
    {
        public const long Second = 10_000_000;

        public long Now { get; set; } = 1;

        public override long TimestampFrequency => Second;

        public override long GetTimestamp() => Now;
    }
}
