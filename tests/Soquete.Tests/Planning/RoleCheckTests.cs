using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Planning;
using Soquete.Streams;

namespace Soquete.Tests.Planning;

/// <summary>Options of the other part, and ends that cannot play a part, are refused and not ignored.</summary>
public class RoleCheckTests
{
    [Theory]
    [InlineData("udp:5,bind=:9", "option 'bind' is for connecting")]
    [InlineData("unix-dgram:/x,bind=/y", "option 'bind' is for connecting")]
    [InlineData("unix-dgram:/x,unbound", "option 'unbound' is for connecting")]
    [InlineData("unix-seqpacket:/x,connect-timeout=1s", "option 'connect-timeout' is for connecting")]
    [InlineData("udp:5,connect", "it says 'connect', and is to listen here")]
    [InlineData("unix-dgram:/x,connect", "it says 'connect', and is to listen here")]
    public void Listen_WhenTheAddressIsForConnecting_ThenSaysSo(string text, string problem) =>
        Assert.Equal(problem, Refusal(text, AddressRole.Listen).Problem);

    [Theory]
    [InlineData("udp:232.1.2.3:5,source=10.0.0.1", "option 'source' is for listening")]
    [InlineData("udp:*:5,join=239.1.2.3", "option 'join' is for listening")]
    [InlineData("udp:5,reuse-port", "option 'reuse-port' is for listening")]
    [InlineData("udp:5,ipv6-only", "option 'ipv6-only' is for listening")]
    [InlineData("udp:5,allow=::1", "option 'allow' is for listening")]
    [InlineData("udp:5,max-sessions=2", "option 'max-sessions' is for listening")]
    [InlineData("unix-dgram:/x,mode=600", "option 'mode' is for listening")]
    [InlineData("unix-dgram:/x,allow-uid=0", "option 'allow-uid' is for listening")]
    [InlineData("unix-seqpacket:/x,backlog=1", "option 'backlog' is for listening")]
    [InlineData("unix-seqpacket:/x,max-connections=1", "option 'max-connections' is for listening")]
    [InlineData("udp:5,listen", "it says 'listen', and is to connect here")]
    [InlineData("udp:0", "port 0 is for listening")]
    [InlineData("udp:239.1.2.3:0", "port 0 is for listening")]
    [InlineData("udp:*:5", "* is for listening")]
    [InlineData("udp:10.0.0.1:5,multicast-interface=lo",
        "option 'multicast-interface' is for a group, and 10.0.0.1 is one host")]
    [InlineData("udp:[::1]:5,multicast-loop=off", "option 'multicast-loop' is for a group, and [::1] is one host")]
    public void Connect_WhenTheAddressIsForListening_ThenSaysSo(string text, string problem) =>
        Assert.Equal(problem, Refusal(text, AddressRole.Connect).Problem);

    [Theory]
    [InlineData("udp:239.1.2.3:5,multicast-interface=lo,multicast-loop=off,ttl=3", AddressRole.Connect)]
    [InlineData("udp:h:5,multicast-interface=lo", AddressRole.Connect)]
    [InlineData("udp:*:5,multicast-interface=lo", AddressRole.Listen)]
    [InlineData("udp:0,broadcast", AddressRole.Listen)]
    [InlineData("udp:h:5,loss=1%,idle-timeout=1s", AddressRole.Connect)]
    [InlineData("unix-dgram:/x,credentials", AddressRole.Connect)]
    [InlineData("unix-dgram:/x,credentials,listen", AddressRole.Listen)]
    public void Require_WhenThePartIsTheAddresss_ThenPasses(string text, AddressRole role) =>
        RoleCheck.Require(Address.Parse(text), role);

    [Fact]
    public void Connect_WhenTheHostIsEveryAddress_ThenSuggestsTheLoopback() =>
        Assert.Equal("udp:5", Refusal("udp:*:5", AddressRole.Connect).Suggestion);

    [Theory]
    [InlineData("udp:5")]
    [InlineData("udp6:5")]
    [InlineData("unix-dgram:/x")]
    [InlineData("unix-seqpacket:/x")]
    public async Task Streams_WhenTheAddressCarriesMessages_ThenSayThatItIsNoStream(string text)
    {
        var address = Address.Parse(text);
        var connecting = await Assert.ThrowsAsync<AddressFormatException>(
            async () => await StreamConnection.ConnectAsync(address));
        var listening = await Assert.ThrowsAsync<AddressFormatException>(
            async () => await StreamListener.ListenAsync(address));
        Assert.Equal($"{address.Scheme} is no stream: it carries messages", connecting.Problem);
        Assert.Equal(connecting.Problem, listening.Problem);
    }

    [Theory]
    [InlineData("tcp:5")]
    [InlineData("unix:/x")]
    [InlineData("unix-seqpacket:/x")]
    [InlineData("stdio")]
    [InlineData("exec:cat")]
    public async Task Datagrams_WhenTheAddressHasNone_ThenSaySo(string text)
    {
        var address = Address.Parse(text);
        var connecting = await Assert.ThrowsAsync<AddressFormatException>(
            async () => await DatagramSocket.ConnectAsync(address));
        var binding = await Assert.ThrowsAsync<AddressFormatException>(
            async () => await DatagramSocket.BindAsync(address));
        Assert.Equal($"{address.Scheme} has no datagrams", connecting.Problem);
        Assert.Equal(connecting.Problem, binding.Problem);
    }

    /// <summary>Properties have no bounds of their own: the grammar's are held to when an address is used.</summary>
    [Fact]
    public void Require_WhenAProgramSetsWhatNoTextSays_ThenIsRefused()
    {
        Address[] wrong =
        [
            new UdpAddress(Host.Loopback, 5) { Ttl = 256 },
            new UdpAddress(Host.Loopback, 5) { Backlog = 3 },
            new TcpAddress(Host.Loopback, 5) { Impairment = new Impairment { Loss = 0.5 } },
            new UnixDatagramAddress("/x") { ConnectTimeout = TimeSpan.FromSeconds(1) },
            new UnixSequencedPacketAddress("/x") { MaxSessions = 4 },
            new UdpAddress(Host.Any, 5) { Join = [System.Net.IPAddress.Loopback] },
            new UnixDatagramAddress("/x") { Bind = "/y", Unbound = true },
        ];
        Assert.All(
            wrong,
            address => Assert.Throws<AddressFormatException>(() => RoleCheck.Require(address, AddressRole.Listen)));
    }

    private static AddressFormatException Refusal(string text, AddressRole role) =>
        Assert.Throws<AddressFormatException>(() => RoleCheck.Require(Address.Parse(text), role));
}
