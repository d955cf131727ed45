using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Vsock;

/// <summary>
/// A conversation, where the kernel has the loopback of vsock; elsewhere what it lacks is told, and that is the test.
/// </summary>
public class VsockConversationTests
{
    private const int Megabytes4 = 4 * 1024 * 1024;

    public static TheoryData<string> Engines => VsockLoopback.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Connection_WhenTheKernelHasTheLoopback_ThenBytesPassBothWaysToTheEnd(string engine)
    {
        if (await VsockLoopback.TryListenAsync(VsockLoopback.Engine(engine)) is not { } listener)
        {
            return;
        }

        await using var _ = listener;
        Assert.False(listener.IsOpenToOthers);
        await using var client = await VsockLoopback.ConnectAsync(
            listener.Address.ToString(), VsockLoopback.Engine(engine));
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(
            ("vsock", listener.LocalEnds[0]), (client.Association.Protocol, client.Association.Remote));
        Assert.Equal(
            (client.Association.Local, client.Association.Remote),
            (server.Association.Remote, server.Association.Local));
        Assert.Null(server.PeerCredentials);

        var sent = RandomPayload.SendAsync(client, Megabytes4, seed: 1);
        var received = await RandomPayload.ReceiveAsync(server).Soon();
        Assert.Equal((await sent.Soon(), Megabytes4), received);
        await server.SendTextAsync("answer");
        await server.CompleteOutputAsync();
        Assert.Equal("answer", await client.ReceiveToEndAsync());
    }
}
