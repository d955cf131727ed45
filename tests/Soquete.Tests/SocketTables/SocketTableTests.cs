using System.Net;
using System.Net.Sockets;
using Soquete.Interop;
using Soquete.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>The sockets of a namespace that the test made, each as it was made.</summary>
public class SocketTableTests
{
    [RootFact]
    public async Task Read_WhenTwoAreConnected_ThenBothAndTheirListenerAreThere()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        var (listener, client) = inside.Run(() =>
        {
            var listening = new Socket(SocketType.Stream, ProtocolType.Tcp);
            listening.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
            listening.Listen(7);
            var connecting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            connecting.Connect(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)listening.LocalEndPoint!).Port));
            return (listening, connecting);
        });
        using var disposing = listener;
        using var disposingToo = client;
        using var accepted = await listener.AcceptAsync().WaitAsync(Limits.Event);
        client.Send(new byte[5]);
        await Eventually.HoldsAsync(() => accepted.Available == 5);

        var table = Tables.Inside(inside, SocketFamilies.Tcp);

        Assert.Empty(table.Gaps);
        var sockets = table.Sockets.Cast<InternetSocketEntry>().ToList();
        Assert.Equal(3, sockets.Count);
        var waiting = Assert.Single(sockets, socket => socket.IsListening);
        Assert.Equal((0u, 7u), (waiting.ReceiveQueue, waiting.SendQueue));
        Assert.Equal($"[::]:{waiting.LocalName.Port}", waiting.LocalText);
        var near = Assert.Single(sockets, socket => Equals(socket.Local, client.LocalEndPoint));
        Assert.Equal(client.RemoteEndPoint, near.Remote);
        Assert.Equal(5ul + 1, near.Tcp!.BytesAcknowledged);
        var far = Assert.Single(sockets, socket => socket.ReceiveQueue == 5);
        Assert.Equal(near.LocalName, far.RemoteName.Unmapped);
        Assert.Equal(near.RemoteName, far.LocalName.Unmapped);
        Assert.All(sockets, socket => Assert.Equal(SocketType.Stream, socket.Type));
    }

    [RootFact]
    public async Task Read_WhenNamespacesOfOthersAreWanted_ThenEachIsReadOnce()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var socket = inside.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var process = inside.Start("sleep", "1000");
        var number = Tables.Inside(inside).Sockets[0].NetworkNamespace;

        var all = SocketTable.Read(new SocketTableOptions { Families = SocketFamilies.Udp });

        var found = Assert.Single(all.Sockets, each => each.NetworkNamespace == number);
        Assert.Equal(socket.LocalEndPoint, ((InternetSocketEntry)found).Local);
    }

    [RootFact]
    public async Task Read_WhenItAsksThroughSockets_ThenTheyAreLeftOut()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        var netlink = Tables.Inside(inside).Sockets.OfType<NetlinkSocketEntry>().ToList();
        // Port 0 is the kernel's end of each protocol.
        Assert.NotEmpty(netlink);
        Assert.All(netlink, entry => Assert.Equal(0u, entry.PortId));
    }

    [RootFact]
    public async Task Addresses_WhenInterfacesHaveThem_ThenTheyAreOfTheirNamespace()
    {
        await using var link = await VethPair.CreateAsync();
        var (table, space) = link.Left.Namespace.Run(() =>
            (SocketTable.Read(Tables.OneNamespace with { Families = SocketFamilies.Udp }), Current()));
        IPAddress[] expected =
            [IPAddress.Loopback, IPAddress.IPv6Loopback, link.Left.IPv4, link.Left.IPv6, link.Left.LinkLocal];
        Assert.Equal(
            expected.Select(address => address.ToString()).Order(StringComparer.Ordinal),
            table.Addresses.Select(each => new IPAddress(each.Name.ToEndPoint().Address.GetAddressBytes()).ToString())
                .Order(StringComparer.Ordinal));
        Assert.All(table.Addresses, each => Assert.Equal(space, each.NetworkNamespace));
    }

    /// <summary>Hardly any machine has such sockets: what most do not miss is no gap.</summary>
    [RootFact]
    public async Task Vsock_WhenTheKernelDoesNotTellOfIt_ThenWhoAsksForItAloneHearsThat()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        Assert.DoesNotContain(Tables.Inside(inside).Gaps, IsOfVsock);
        var asked = Tables.Inside(inside, SocketFamilies.Vsock);
        Assert.Equal(Tables.Inside(inside, SocketFamilies.Vsock | SocketFamilies.Udp).Gaps, asked.Gaps);
        Assert.True(asked.Gaps.Count == 0 || IsOfVsock(Assert.Single(asked.Gaps)));
    }

    private static bool IsOfVsock(TableGap gap) => gap.What.Contains("vsock", StringComparison.Ordinal);

    private static ulong Current()
    {
        Assert.Equal(Errno.None, NativeNamespace.Current(out var identity));
        return identity.Inode;
    }
}
