using System.Net.Sockets;
using Soquete.Interop;
using Soquete.Messages;
using Soquete.Tests.Interop;

namespace Soquete.Tests.Messages;

public class MessageAdoptTests
{
    [Fact]
    public async Task Adopt_WhenItIsOneOfAPair_ThenTalks()
    {
        Assert.Equal(
            Errno.None,
            NativeSocket.OpenPair(Domain.Unix, SocketKind.SeqPacket, 0, out var one, out var other));
        await using var first = MessageConnection.Adopt(one);
        await first.SendTextAsync("");
        await using var second = MessageConnection.Adopt(other);
        Assert.Equal("unix-seqpacket (unnamed) <-> (unnamed)", first.Association.ToString());
        Assert.Equal(Environment.ProcessId, second.PeerCredentials!.ProcessId);
        Assert.Equal("", await second.ReceiveTextAsync());
        await second.SendTextAsync("answer");
        Assert.Equal("answer", await first.ReceiveTextAsync());
        await second.DisposeAsync();
        Assert.True(other.IsClosed);
        await first.ReceiveEndAsync();
    }

    [Fact]
    public void Adopt_WhenItIsNoConnectedPacketSocket_ThenSaysSo()
    {
        using var stream = new SocketPair();
        var e = Assert.Throws<SoqueteException>(() => MessageConnection.Adopt(stream.First));
        Assert.Equal((FailureKind.Usage, "it is no sequenced-packet socket"), (e.Kind, e.Problem));
        using var unconnected = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        e = Assert.Throws<SoqueteException>(() => MessageConnection.Adopt(unconnected.SafeHandle));
        Assert.Equal("the socket is not connected", e.Problem);
        unconnected.Bind(new UnixDomainSocketEndPoint($"\0soquete-{Guid.NewGuid():N}"));
        unconnected.Listen();
        e = Assert.Throws<SoqueteException>(() => MessageConnection.Adopt(unconnected.SafeHandle));
        Assert.Equal("the socket listens", e.Problem);
        Assert.False(stream.First.IsClosed);
    }
}
