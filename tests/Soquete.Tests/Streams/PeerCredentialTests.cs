using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Peers;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

public sealed class PeerCredentialTests : IDisposable
{
    private const string AsNobody = "setpriv --reuid=65534 --regid=65533 --groups=1001,1002,1003";

    private readonly TemporaryFolder _folder = new();

    private string SocketPath => _folder["s"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Credentials_WhenBothEndsAreThisProcess_ThenAreItsOwn()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath}"));
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        foreach (var credentials in new[] { client.PeerCredentials, server.PeerCredentials })
        {
            Assert.Equal(Environment.ProcessId, credentials!.ProcessId);
            Assert.Equal(ThisProcess.EffectiveUserId, credentials.UserId);
            Assert.Equal(
                $"pid {Environment.ProcessId} uid {credentials.UserId} gid {credentials.GroupId}",
                credentials.ToString());
        }
    }

    [Fact]
    public async Task Credentials_WhenOverTcp_ThenThereAreNone()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        await using var client = await StreamConnection.ConnectAsync(Address.Parse(listener.Address.ToString())).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Null(client.PeerCredentials);
        Assert.Null(server.PeerCredentials);
    }

    [RootFact]
    public async Task Credentials_WhenThePeerIsAnotherUser_ThenHaveItsSupplementaryGroups()
    {
        await using var listener = await ListenForAllAsync("");
        await using var peer = Child.Script($"exec {AsNobody} nc -U {SocketPath}");
        await using var server = await listener.AcceptAsync().Soon();
        var credentials = server.PeerCredentials!;
        Assert.Equal((peer.Id, 65534u, 65533u), (credentials.ProcessId, credentials.UserId, credentials.GroupId));
        Assert.Equal(new uint[] { 1001, 1002, 1003 }, credentials.SupplementaryGroups.Order());
        Assert.True(credentials.IsInGroup(65533) && credentials.IsInGroup(1002) && !credentials.IsInGroup(0));
    }

    [RootFact]
    public async Task Credentials_WhenThePeerIsInManyGroups_ThenAreAllThere()
    {
        var groups = Enumerable.Range(2000, 300).Select(id => (uint)id).ToArray();
        await using var listener = await ListenForAllAsync("");
        await using var peer = Child.Script(
            $"exec setpriv --reuid=65534 --regid=65534 --groups={string.Join(',', groups)} nc -U {SocketPath}");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(groups, server.PeerCredentials!.SupplementaryGroups.Order());
    }

    [RootFact]
    public async Task Accept_WhenTheUserIsNotAllowed_ThenThePeerIsClosedAndReported()
    {
        await using var listener = await ListenForAllAsync(",allow-uid=root,allow-gid=2000");
        var refused = new TaskCompletionSource<RefusedPeer>();
        listener.PeerRefused += refused.SetResult;
        var accepting = listener.AcceptAsync().AsTask();
        await using var stranger = Child.Script($"exec {AsNobody} nc -U {SocketPath}");
        await stranger.EndAsync(0);
        var report = await refused.Task.Soon();
        Assert.Equal("uid 65534 gid 65533 is not allowed", report.Reason);
        Assert.Equal(stranger.Id, report.Credentials!.ProcessId);
        Assert.False(accepting.IsCompleted);
        await using var welcome = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await using var server = await accepting.Soon();
        Assert.Equal(0u, server.PeerCredentials!.UserId);
    }

    [RootFact]
    public async Task Accept_WhenASupplementaryGroupIsAllowed_ThenThePeerIsWelcome()
    {
        await using var listener = await ListenForAllAsync(",allow-gid=1002");
        await using var peer = Child.Script($"exec {AsNobody} nc -U {SocketPath}");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(peer.Id, server.PeerCredentials!.ProcessId);
    }

    [RootFact]
    public async Task Accept_WhenAnAbstractNameIsGuarded_ThenStrangersAreRefused()
    {
        var name = $"soquete-{Guid.NewGuid():N}";
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:@{name},allow-uid=0"));
        var refused = new TaskCompletionSource<RefusedPeer>();
        listener.PeerRefused += refused.SetResult;
        var accepting = listener.AcceptAsync().AsTask();
        await using var stranger = Child.Script($"exec {AsNobody} socat -u ABSTRACT-CONNECT:{name} -");
        await stranger.EndAsync(0);
        Assert.Equal("uid 65534 gid 65533 is not allowed", (await refused.Task.Soon()).Reason);
        await listener.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(accepting.Soon);
    }

    [RootFact]
    public async Task Connect_WhenTheModeKeepsThePeerOut_ThenIsNotPermitted()
    {
        await Child.RunAsync($"chmod 755 {_folder.Path}");
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath}"));
        var output = await Child.RunAsync($"{AsNobody} nc -U {SocketPath} || echo status $?");
        Assert.Contains("Permission denied", output);
        Assert.Contains("status 1", output);
    }

    private async Task<StreamListener> ListenForAllAsync(string options)
    {
        await Child.RunAsync($"chmod 755 {_folder.Path}");
        return await StreamListener.ListenAsync(Address.Parse($"unix:{SocketPath},mode=666{options}"));
    }
}
