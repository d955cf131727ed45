using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

/// <summary>Who a peer is that nobody asked about before it was gone, or before the connection was closed.</summary>
public sealed class LateIdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string SocketPath => _folder["listener-of-these-tests"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Association_WhenItIsAskedForAfterTheClose_ThenHasThePeersName()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath}"));
        using var client = ConnectFrom(_folder["c"]);
        var server = await listener.AcceptAsync().Soon();
        await server.DisposeAsync();
        Assert.Equal($"unix {SocketPath} <-> {_folder["c"]}", server.Association.ToString());
        Assert.Equal(_folder["c"], server.Association.Remote.Name);
    }

    [Fact]
    public async Task Association_WhenThePeerIsGone_ThenHasItsName()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath}"));
        ConnectFrom(_folder["c"]).Dispose();
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(0, await server.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(_folder["c"], server.Association.Remote.Name);
        Assert.Equal(Environment.ProcessId, server.PeerCredentials!.ProcessId);
    }

    [Fact]
    public async Task Association_WhenPeersHaveNoName_ThenIsTheSameForAll()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath}"));
        await using var one = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await using var other = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await using var first = await listener.AcceptAsync().Soon();
        await using var second = await listener.AcceptAsync().Soon();
        Assert.Equal($"unix {SocketPath} <-> (unnamed)", first.Association.ToString());
        Assert.Null(first.Association.Remote.Name);
        Assert.Same(first.Association, second.Association);
    }

    [Fact]
    public async Task Credentials_WhenTheyAreAskedForAfterTheClose_ThenAreThoseThatWereReadBefore()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath}"));
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        var server = await listener.AcceptAsync().Soon();
        var before = server.PeerCredentials;
        await server.DisposeAsync();
        Assert.NotNull(before);
        Assert.Same(before, server.PeerCredentials);
    }

    [Fact]
    public async Task Credentials_WhenNobodyAskedBeforeTheClose_ThenThereAreNone()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath}"));
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        var server = await listener.AcceptAsync().Soon();
        await server.DisposeAsync();
        Assert.Null(server.PeerCredentials);
    }

    [Fact]
    public async Task Accept_WhenAnAddressIsSeveralSockets_ThenEachConnectionHasTheLocalEndItCameTo()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp:0"), Engine.Portable, default);
        foreach (var end in listener.LocalEnds)
        {
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp:{end}")).Soon();
            await using var server = await listener.AcceptAsync().Soon();
            Assert.Equal(end, server.Association.Local);
            Assert.Equal(client.Association.Local, server.Association.Remote);
            Assert.Equal(client.Association.Local.GetHashCode(), server.Association.Remote.GetHashCode());
        }
    }

    private Socket ConnectFrom(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }
}
