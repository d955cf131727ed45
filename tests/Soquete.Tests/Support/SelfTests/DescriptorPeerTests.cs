using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Support.SelfTests;

public class DescriptorPeerTests
{
    [Theory]
    [InlineData("stream", true)]
    [InlineData("stream", false)]
    [InlineData("seqpacket", true)]
    [InlineData("seqpacket", false)]
    [InlineData("dgram", true)]
    [InlineData("dgram", false)]
    public async Task Descriptors_WhenPassed_ThenAreRead(string kind, bool receiverListens)
    {
        using var folder = new TemporaryFolder();
        var listening = PeerEnd.Listen(kind, folder["socket"]);
        var connecting = PeerEnd.Connect(kind, folder["socket"]);
        var receive = DescriptorPeer.Receive(receiverListens ? listening : connecting, messages: 1);
        var send = DescriptorPeer.Send(
            receiverListens ? connecting : listening, 12, 1, "file:one", "pipe:two", "socket:three", "null");
        await using var first = Child.Start(DescriptorPeer.Program, receiverListens ? receive : send);
        await first.LineAsync("ready");
        await using var second = Child.Start(DescriptorPeer.Program, receiverListens ? send : receive);
        var (receiver, sender) = receiverListens ? (first, second) : (second, first);
        Assert.Equal(
            """
            ready
            message 12 descriptors 4
            descriptor 0 file read one
            descriptor 1 pipe read two
            descriptor 2 socket read three
            descriptor 3 device read 

            """,
            await receiver.EndAsync(0));
        Assert.Equal("ready\nsent 12 descriptors 4\nwritten 2 \nend\n", await sender.EndAsync(0));
    }

    [Fact]
    public async Task Descriptors_WhenWrittenTo_ThenTheOtherEndsRead()
    {
        var name = $"@sq-{Guid.NewGuid():N}";
        await using var receiver = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Receive(PeerEnd.Listen("stream", name), DescriptorPeer.Write("word")));
        await receiver.LineAsync("ready");
        await using var sender = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.Send(PeerEnd.Connect("stream", name), 1, 1, "pipe-in", "socket"));
        Assert.EndsWith("written 0 word\nwritten 1 word\nend\n", await sender.EndAsync(0), StringComparison.Ordinal);
        Assert.EndsWith("pipe wrote word\ndescriptor 1 socket wrote word\nend\n", await receiver.EndAsync(0));
    }

    [Fact]
    public async Task Flood_WhenReceived_ThenEachMessageHasTheMost()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Receive(PeerEnd.Listen("seqpacket", folder["socket"]), DescriptorPeer.Close));
        await receiver.LineAsync("ready");
        await using var sender = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.Flood(PeerEnd.Connect("seqpacket", folder["socket"]), 100));
        await sender.EndAsync(0);
        var lines = (await receiver.EndAsync(0)).Split('\n');
        Assert.Equal(100, lines.Count(line => line == "message 1 descriptors 253"));
    }

    [RootFact]
    public async Task Credentials_WhenSent_ThenAreTheClaimedOnes()
    {
        using var folder = new TemporaryFolder();
        var end = PeerEnd.Connect("dgram", folder["socket"]);
        await using var receiver = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Receive(PeerEnd.Listen("dgram", folder["socket"]), credentials: true));
        await receiver.LineAsync("ready");
        await using var honest = Child.Start(DescriptorPeer.Program, DescriptorPeer.SendCredentials(end, "I"));
        var told = await honest.LineAsync("credentials");
        await receiver.LineAsync(told);
        await using var root = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.SendCredentials(end, "another", uid: 1234, gid: 5678));
        await receiver.LineAsync(" 1234 5678");
    }

    [RootFact]
    public async Task Credentials_WhenClaimedWithoutAuthority_ThenTheCallFails()
    {
        var name = $"@sq-{Guid.NewGuid():N}";
        await using var receiver = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.Receive(PeerEnd.Listen("dgram", name), credentials: true));
        await receiver.LineAsync("ready");
        await using var liar = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.SendCredentials(PeerEnd.Connect("dgram", name), "root", user: 65534, uid: 0));
        Assert.EndsWith("failed EPERM\n", await liar.EndAsync(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CProgram_WhenAskedForTwice_ThenIsOne()
    {
        const string Source = "#include <stdio.h>\nint main(void) { puts(\"in C\"); return 0; }\n";
        var programs = await Task.WhenAll(CProgram.BuildAsync(Source), CProgram.BuildAsync(Source));
        Assert.Equal(programs[0], programs[1]);
        await using var child = Child.Start(programs[0]);
        Assert.Equal("in C\n", await child.EndAsync(0));
    }
}
