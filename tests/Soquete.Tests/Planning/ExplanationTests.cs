using Soquete.Addresses;
using Soquete.Planning;

namespace Soquete.Tests.Planning;

/// <summary>What addresses of datagrams, messages and the vsock domain are said to mean.</summary>
public class ExplanationTests
{
    [Theory]
    [InlineData("udp4:127.0.0.1:5000", AddressRole.Connect,
        "UDP, datagrams that may be lost, over IPv4 alone|connects to 127.0.0.1:5000|port 5000")]
    [InlineData("udp:5000", AddressRole.Connect,
        "UDP, datagrams that may be lost, over IPv6 or IPv4|tries [::1]:5000 and 127.0.0.1:5000, "
            + "the next where the one before refused the first datagram|port 5000")]
    [InlineData("udp:255.255.255.255:5000,broadcast", AddressRole.Connect,
        "UDP, datagrams that may be lost, over IPv6 or IPv4|sends to 255.255.255.255, "
            + "which may be a broadcast address: every machine there hears it|port 5000")]
    [InlineData("udp:239.1.2.3:5000", AddressRole.Connect,
        "UDP, datagrams that may be lost, over IPv6 or IPv4|sends to the group 239.1.2.3: "
            + "who joined it on this network hears it|port 5000")]
    [InlineData("udp:239.1.2.3:5000,ttl=0", AddressRole.Connect,
        "UDP, datagrams that may be lost, over IPv6 or IPv4|sends to the group 239.1.2.3: "
            + "who joined it on this machine hears it|port 5000")]
    [InlineData("udp6:[ff02::1%lo]:5000,ttl=3", AddressRole.Connect,
        "UDP, datagrams that may be lost, over IPv6 alone|sends to the group ff02::1 on lo: "
            + "who joined it within 2 routers hears it|port 5000")]
    [InlineData("udp4:0", AddressRole.Listen,
        "UDP, datagrams that may be lost, over IPv4 alone|listens on 127.0.0.1:0|"
            + "port 0: the system picks a free one, and it is reported")]
    [InlineData("udp:*:53", AddressRole.Listen,
        "UDP, datagrams that may be lost, over IPv6 or IPv4|every address of this machine, in one IPv6 socket that "
            + "takes IPv4 datagrams too|port 53 belongs to the system: binding it needs CAP_NET_BIND_SERVICE")]
    [InlineData("udp:239.1.2.3:5000", AddressRole.Listen,
        "UDP, datagrams that may be lost, over IPv6 or IPv4|joins the group 239.1.2.3 and hears what anybody sends to "
            + "it|port 5000")]
    [InlineData("udp4:*:5000,join=232.1.2.3,source=10.0.0.1,multicast-interface=lo", AddressRole.Listen,
        "UDP, datagrams that may be lost, over IPv4 alone|listens on 0.0.0.0:5000|joins the group 232.1.2.3 on lo and "
            + "hears what 10.0.0.1 sends to it, and nobody else (source-specific, RFC 4607)|port 5000")]
    [InlineData("unix-dgram:/run/x", AddressRole.Listen,
        "a datagram socket of the unix domain: boundaries kept, nothing lost, in order|the path /run/x, whose file's "
            + "mode says who can send|the file appears with its final mode; one that a listener left behind is taken "
            + "over once connecting to it was refused")]
    [InlineData("unix-dgram:@x", AddressRole.Connect,
        "a datagram socket of the unix domain: boundaries kept, nothing lost, in order|the abstract name @x, which no "
            + "file stands for: any process of this network namespace can send|answers come to an abstract name of "
            + "the kernel's choice")]
    [InlineData("unix-dgram:/x,bind=/y", AddressRole.Connect,
        "a datagram socket of the unix domain: boundaries kept, nothing lost, in order|the path /x, whose file's mode "
            + "says who can send|answers come to /y")]
    [InlineData("unix-dgram:/x,unbound", AddressRole.Connect,
        "a datagram socket of the unix domain: boundaries kept, nothing lost, in order|the path /x, whose file's mode "
            + "says who can send|it has no name of its own: nobody can answer it")]
    [InlineData("unix-seqpacket:/x", AddressRole.Connect,
        "a sequenced-packet socket of the unix domain: a connection that keeps the boundaries of messages|the path /x, "
            + "whose file's mode says who can connect")]
    [InlineData("vsock:host:5000", AddressRole.Connect,
        "a stream socket of the vsock domain: a virtual machine and its host, without a network|"
            + "connects to the host of this virtual machine, CID 2|port 5000")]
    [InlineData("vsock:5000", AddressRole.Listen,
        "a stream socket of the vsock domain: a virtual machine and its host, without a network|"
            + "listens on this machine's loopback, CID 1, which needs the module vsock_loopback|port 5000")]
    [InlineData("vsock:*:1023", AddressRole.Listen,
        "a stream socket of the vsock domain: a virtual machine and its host, without a network|"
            + "listens on every CID of this machine: its host or its guests can connect|"
            + "port 1023 belongs to the system: binding it needs CAP_NET_BIND_SERVICE")]
    [InlineData("vsock:7:*", AddressRole.Listen,
        "a stream socket of the vsock domain: a virtual machine and its host, without a network|"
            + "listens on the CID 7, which has to be this machine's own|"
            + "port *: the system picks a free one, and it is reported")]
    public async Task Meaning_WhenExplained_ThenIsWhatTheAddressDoes(string text, AddressRole role, string meaning)
    {
        var explanation = await AddressExplanation.ForAsync(Address.Parse(text), role);
        Assert.Equal(meaning.Split('|'), explanation.Meaning);
        Assert.NotEmpty(explanation.Calls);
    }

    [Fact]
    public async Task Options_WhenExplained_ThenEachHasItsValueAndWhatItDoes()
    {
        var address = Address.Parse("udp:5000,loss=1%,delay=20ms,ttl=3");
        var explanation = await AddressExplanation.ForAsync(address, AddressRole.Connect);
        Assert.Equal(
            ["delay=20ms", "loss=1%", "ttl=3"],
            explanation.Options.Select(option => $"{option.Name}={option.Value}"));
        Assert.Contains("in a relay, lose this share", explanation.Options[1].Summary);
    }

    [Fact]
    public async Task Calls_WhenAUnixDatagramSocketIsUnbound_ThenThereIsNoBind()
    {
        var named = await CallsAsync("unix-dgram:/x,bind=/y");
        Assert.Equal(
            [
                "socket(AF_UNIX, SOCK_DGRAM|SOCK_CLOEXEC, 0) = FD", "fchmod(FD, 0600)",
                """bind(FD, {sa_family=AF_UNIX, sun_path="/y"}, 5)""",
                """connect(FD, {sa_family=AF_UNIX, sun_path="/x"}, 5)""",
            ],
            named);
        Assert.Contains("bind(FD, {sa_family=AF_UNIX}, 2)", await CallsAsync("unix-dgram:/x"));
        Assert.DoesNotContain(await CallsAsync("unix-dgram:/x,unbound"), call => call.StartsWith("bind("));
    }

    private static async Task<IReadOnlyList<string>> CallsAsync(string text) =>
        (await AddressExplanation.ForAsync(Address.Parse(text), AddressRole.Connect)).Calls;
}
