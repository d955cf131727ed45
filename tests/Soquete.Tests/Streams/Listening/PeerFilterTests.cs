using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Peers;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Listening;

public class PeerFilterTests
{
    [Theory]
    [InlineData("", "203.0.113.9", null)]
    [InlineData(",allow=10.0.0.0/8", "10.255.255.255", null)]
    [InlineData(",allow=10.0.0.0/8", "11.0.0.0", "11.0.0.0 is not allowed")]
    [InlineData(",allow=10.0.0.0/8", "::ffff:10.1.2.3", null)]
    [InlineData(",allow=10.0.0.0/8", "::ffff:11.1.2.3", "11.1.2.3 is not allowed")]
    [InlineData(",allow=10.0.0.0/8,deny=10.1.0.0/16", "10.1.2.3", "10.1.2.3 is denied")]
    [InlineData(",deny=10.1.0.0/16,allow=10.0.0.0/8", "10.2.2.3", null)]
    [InlineData(",deny=10.1.2.3", "10.1.2.3", "10.1.2.3 is denied")]
    [InlineData(",deny=10.1.2.3", "10.1.2.4", null)]
    [InlineData(",deny=0.0.0.0/0", "::1", null)]
    [InlineData(",deny=::/0", "::ffff:10.0.0.1", null)]
    [InlineData(",allow=10.0.0.0/8,allow=::1", "::1", null)]
    [InlineData(",allow=10.0.0.0/8", "::1", "::1 is not allowed")]
    [InlineData(",allow=fe80::/10", "fe80::1%1", null)]
    [InlineData(",deny=fe80::/10", "fe80::1%1", "fe80::1 is denied")]
    public void Refuse_WhenNetworksAreSaid_ThenDenyGoesBeforeAllow(string options, string peer, string? reason)
    {
        var filter = PeerFilter.For(Address.Parse($"tcp:*:80{options}"));
        var name = SocketName.FromInternet(new IPEndPoint(IPAddress.Parse(peer), 1234));
        Assert.Equal(reason, filter.Refuse(name, null));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(",allow-uid=1000", null)]
    [InlineData(",allow-uid=0,allow-uid=1000", null)]
    [InlineData(",allow-gid=100", null)]
    [InlineData(",allow-gid=2000", null)]
    [InlineData(",allow-uid=0,allow-gid=2001", null)]
    [InlineData(",allow-uid=0", "uid 1000 gid 100 is not allowed")]
    [InlineData(",allow-gid=1000", "uid 1000 gid 100 is not allowed")]
    [InlineData(",allow-uid=root", "uid 1000 gid 100 is not allowed")]
    public void Refuse_WhenAccountsAreSaid_ThenOneOfThemIsEnough(string options, string? reason)
    {
        var filter = PeerFilter.For(Address.Parse($"unix:/x{options}"));
        Assert.Equal(reason, filter.Refuse(default, new PeerCredentials(1, 1000, 100, [2000, 2001])));
    }

    [Fact]
    public void Refuse_WhenAccountsAreSaidAndThePeerIsNotKnown_ThenRefuses() =>
        Assert.Equal(
            "the peer's credentials are not known",
            PeerFilter.For(Address.Parse("unix:/x,allow-uid=0")).Refuse(default, null));

    [Fact]
    public async Task Accept_WhenAPeerIsRefused_ThenItIsResetAndReportedAndTheNextIsServed()
    {
        await using var listener = await TcpListenTests.ListenAsync("tcp:*:0,deny=127.0.0.2");
        var refusals = new List<RefusedPeer>();
        listener.PeerRefused += refusals.Add;
        var accepting = listener.AcceptAsync().AsTask();
        var port = listener.LocalEnds[0].Port!.Value;
        using var denied = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        denied.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        var e = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await denied.ConnectAsync(IPAddress.Loopback, port).Soon();
            await denied.ReceiveAsync(new byte[1]).Soon();
        });
        Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp:127.0.0.1:{port}")).Soon();
        await using var server = await accepting.Soon();
        var refused = Assert.Single(refusals);
        Assert.Equal("127.0.0.2 is denied", refused.Reason);
        Assert.Null(refused.Credentials);
        Assert.Equal("tcp", refused.Association.Protocol);
    }

    [Fact]
    public async Task Listen_WhenAnAllowedAccountDoesNotExist_ThenNothingIsLeftBehind()
    {
        using var folder = new TemporaryFolder();
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => TcpListenTests.ListenAsync($"unix:{folder["s"]},allow-uid=nosuchuser"));
        Assert.Equal(FailureKind.NameNotFound, e.Kind);
        Assert.EndsWith("no user is called 'nosuchuser'", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
