using System.Net.Sockets;
using Soquete.Interop;
using Soquete.SocketTables;
using Soquete.Tests.Support;

namespace Soquete.Tests.SocketTables;

/// <summary>What ss(8) does not tell, or not so that it could be compared.</summary>
public class SocketZooTests(SocketZoo zoo) : IClassFixture<SocketZoo>
{
    [RootFact]
    public void States_WhenAllWereMade_ThenAllAreThere()
    {
        var states = zoo.Table.Sockets.Where(socket => socket.Family == SocketFamilies.Tcp)
            .CountBy(socket => socket.State).ToDictionary();
        Assert.Equal(5, states[SocketState.Listening]);
        Assert.Equal(1, states[SocketState.SynSent]);
        Assert.Equal(1, states[SocketState.SynReceived]);
        Assert.Equal(2, states[SocketState.CloseWait]);
        Assert.Equal(2, states[SocketState.FinWait2]);
        Assert.Equal(1, states[SocketState.TimeWait]);
        Assert.Equal(1, states[SocketState.Unconnected]);
    }

    [RootFact]
    public void Backlogs_WhenConnectionsWait_ThenTheyAreCounted()
    {
        var full = Assert.Single(Internet(5001), entry => entry.IsListening);
        Assert.Equal((2u, 1u), (full.ReceiveQueue, full.SendQueue));
        // Nobody has accepted them, so they are no files yet.
        var waiting = Internet(5001).Where(entry => entry.State == SocketState.Established).ToList();
        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, entry => Assert.Equal(0u, entry.Inode));

        var listener = Assert.Single(Unix(), entry => entry.IsListening);
        Assert.Equal((1u, 7u), (listener.ReceiveQueue, listener.SendQueue));
        var connected = Assert.Single(
            Unix(), entry => entry is { State: SocketState.Established, PeerInode: 0, Type: SocketType.Stream });
        Assert.Equal([connected.Inode], listener.Waiting);
    }

    [RootFact]
    public void Names_WhenTheyAreOfEveryKind_ThenEachIsTold()
    {
        var names = Unix().Where(entry => entry.Name is not null).Select(entry => entry.Name!);
        var path = $"{zoo.Folder}/listener";
        string[] expected = [path, path, "relative", @"\x40looks-abstract", @"@a\x00b\xff"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        var isAbstract = Assert.Single(Unix(), entry => entry.IsAbstract);
        Assert.Equal(SocketType.Seqpacket, isAbstract.Type);
    }

    [RootFact]
    public void Files_WhenPathsAreBound_ThenTheirInodesAreThoseOfTheFiles()
    {
        Assert.Equal(Errno.None, NativePath.Identify($"{zoo.Folder}/listener", followLinks: false, out var file));
        var listener = Assert.Single(Unix(), entry => entry.IsListening);
        Assert.Equal((uint)file.Inode, listener.FileInode);
        Assert.Equal((uint)((file.Device >> 32 << 20) | (uint)file.Device), listener.FileDevice);
        Assert.Equal(0u, Assert.Single(Unix(), entry => entry.IsAbstract).FileInode);
    }

    [RootFact]
    public void Peers_WhenTheyAreJoined_ThenEachHasTheOther()
    {
        var unix = Unix().ToDictionary(entry => entry.Inode);
        var sequenced = unix.Values.Where(entry => entry is { Type: SocketType.Seqpacket, PeerInode: > 0 }).ToList();
        Assert.Equal(2, sequenced.Count);
        Assert.Equal(sequenced[0].Inode, sequenced[1].PeerInode);
        Assert.Equal(sequenced[1].Inode, sequenced[0].PeerInode);
        // Sent to one way: the receiver knows nobody.
        var sender = Assert.Single(unix.Values, entry => entry is { Type: SocketType.Dgram, PeerInode: > 0 });
        Assert.Equal("relative", unix[sender.PeerInode].Name);
        Assert.Equal(0u, unix[sender.PeerInode].PeerInode);
        var shut = Assert.Single(unix.Values, entry => entry.IsShutForSending);
        Assert.True(unix[shut.PeerInode].IsShutForReceiving);
        Assert.False(shut.IsShutForReceiving);
    }

    [RootFact]
    public void Owners_WhenTheKernelTells_ThenTheyAreRoot()
    {
        var held = zoo.Table.Sockets
            .Where(entry => entry.Inode != 0 && entry.Family != SocketFamilies.Netlink).ToList();
        Assert.All(held, entry => Assert.Equal(0u, entry.UserId));
        var own = Directory.GetFiles($"/proc/{zoo.Process}/fd").Select(file => new FileInfo(file).LinkTarget)
            .Where(target => target is not null && target.StartsWith("socket:", StringComparison.Ordinal)).ToHashSet();
        // Every socket of the process is in the table, and every socket of the table is the process's.
        var bound = zoo.Table.Sockets.Where(entry => entry is NetlinkSocketEntry { Protocol: 0, PortId: > 0 });
        Assert.Equal(
            own.Order(StringComparer.Ordinal),
            held.Concat(bound).Select(entry => $"socket:[{entry.Inode}]").Order(StringComparer.Ordinal));
    }

    [RootFact]
    public void Tcp_WhenItIsNotAskedFor_ThenTheRestIsThere()
    {
        var options = Tables.OneNamespace with { Families = SocketFamilies.Tcp, TcpStatus = false };
        var table = zoo.Inside.Run(() => SocketTable.Read(options));
        Assert.All(table.Sockets, entry => Assert.Null(((InternetSocketEntry)entry).Tcp));
        Assert.Equal(
            zoo.Table.Sockets.Where(entry => entry.Family == SocketFamilies.Tcp).Select(entry => entry.Cookie).Order(),
            table.Sockets.Select(entry => entry.Cookie).Order());
    }

    private IEnumerable<InternetSocketEntry> Internet(int port) =>
        zoo.Table.Sockets.OfType<InternetSocketEntry>().Where(entry => entry.LocalName.Port == port);

    private List<UnixSocketEntry> Unix() => [.. zoo.Table.Sockets.OfType<UnixSocketEntry>()];
}
