using Soquete.Addresses;
using Soquete.Filters;
using Soquete.Raw;
using Soquete.Tests.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire;

namespace Soquete.Tests.Raw;

/// <summary>What raw sockets have the kernel leave out, and who may not open them.</summary>
public class RawFilterTests
{
    [RootFact]
    public async Task Attach_WhenAProgramRejects_ThenOnlyTheRestIsReceived()
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        await using var sender = await RawSocket.ConnectAsync(Address.Parse("raw:253@127.0.0.2,bind=127.0.0.3"));
        receiver.Attach(PacketFilter.Parse("ip[20] = 0x78").Compile(LinkType.Ipv4));
        await sender.SendAsync("a stranger"u8.ToArray()).Soon();
        await sender.SendAsync("xylophone"u8.ToArray()).Soon();
        Assert.Equal("xylophone", await receiver.Datagrams.ReceiveTextAsync());

        receiver.Detach();
        await sender.SendAsync("a stranger"u8.ToArray()).Soon();
        Assert.Equal("a stranger", await receiver.Datagrams.ReceiveTextAsync());
        var none = Assert.Throws<SoqueteException>(receiver.Detach);
        Assert.Equal("ENOENT", none.ErrorName);
    }

    [RootTheory]
    [InlineData("raw:icmp@127.0.0.1", "127.0.0.1", (byte)0, (byte)8)]
    [InlineData("raw:ipv6-icmp@::1", "::1", (byte)129, (byte)128)]
    public async Task PassIcmpTypes_WhenSet_ThenNoOtherTypeIsReceived(
        string address, string host, byte answer, byte request)
    {
        await using var receiver = await RawSocket.BindAsync(Address.Parse(address));
        receiver.PassIcmpTypes(answer);
        // The loopback hears the requests too, which would come first.
        await Child.RunAsync($"ping -n -c 2 -i 0.01 {host}");
        var buffer = new byte[2000];
        for (var i = 0; i < 2; i++)
        {
            Assert.True((await receiver.ReceiveAsync(buffer).Soon()).Count > 8);
            Assert.Equal(answer, buffer[0]);
        }

        receiver.PassIcmpTypes(request);
        await Child.RunAsync($"ping -n -c 1 {host}");
        await receiver.ReceiveAsync(buffer).Soon();
        Assert.Equal(request, buffer[0]);
    }

    [RootFact]
    public async Task PassIcmpTypes_WhenTheSocketHasNone_ThenItSaysSo()
    {
        await using var other = await RawSocket.BindAsync(Address.Parse("raw:253@127.0.0.2"));
        Assert.Equal("EOPNOTSUPP", Assert.Throws<SoqueteException>(() => other.PassIcmpTypes(0)).ErrorName);
        await using var icmp = await RawSocket.BindAsync(Address.Parse("raw:icmp@127.0.0.2"));
        Assert.Throws<ArgumentOutOfRangeException>(() => icmp.PassIcmpTypes(32));
    }

    [RootTheory]
    [InlineData("raw:icmp@127.0.0.1,unprivileged")]
    [InlineData("raw:ipv6-icmp@::1,unprivileged")]
    public async Task Unprivileged_WhenTheSystemAllowsIt_ThenEchoesComeBack(string address)
    {
        await using var space = await NetworkNamespace.CreateAsync();
        await Assert.ThrowsAsync<SocketAuthorityException>(() => ConnectIn(space, address));
        space.Run(() => File.WriteAllText("/proc/sys/net/ipv4/ping_group_range", "0 2147483647"));
        await using var socket = await ConnectIn(space, address);
        await socket.SendAsync(
            address.Contains("ipv6", StringComparison.Ordinal)
                ? (byte[])[128, 0, 0, 0, 0, 0, 0, 1, 42]
                : [8, 0, 0, 0, 0, 0, 0, 1, 42]).Soon();
        var buffer = new byte[100];
        var answer = await socket.ReceiveAsync(buffer).Soon();
        Assert.Equal((9, 42), (answer.Count, buffer[8]));
        Assert.Contains(buffer[0], (byte[])[0, 129]);
    }

    [RootFact]
    public async Task Open_WhenAuthorityIsLacking_ThenItIsNamed()
    {
        await using var child = Child.Script(
            "exec setpriv --reuid 65534 --clear-groups --inh-caps=-all \"$SELF\" raw-open raw:253@127.0.0.1");
        var said = await child.EndAsync(1);
        Assert.StartsWith("failed EPERM raw:253@127.0.0.1 ", said, StringComparison.Ordinal);
        Assert.Contains("this process lacks CAP_NET_RAW", said, StringComparison.Ordinal);
        Assert.Contains("setcap cap_net_raw+ep", said, StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Send_WhenNobodyThereHasTheProtocol_ThenTheSenderIsTold()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.ConnectAsync($"raw:253@{pair.Right.IPv4}");
        await sender.SendTextAsync("anybody?");
        var told = await Assert.ThrowsAsync<SoqueteException>(() => sender.ReceiveTextAsync());
        Assert.Equal("ENOPROTOOPT", told.ErrorName);
    }

    private static Task<RawSocket> ConnectIn(NetworkNamespace space, string address) =>
        space.RunAsync(() => RawSocket.ConnectAsync(Address.Parse(address)).AsTask()).Soon();
}
