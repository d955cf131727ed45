using Soquete.Addresses;
using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

[Collection(AloneCollection.Name)]
public sealed class MessageLeakTests : IDisposable
{
    private const int Rounds = 50;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Connections_WhenTheyEndInAnyWay_ThenNoDescriptorAndNoPathIsLeft()
    {
        await RoundAsync();
        var before = OpenDescriptors.Count();
        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync();
        }

        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private async Task RoundAsync()
    {
        var address = Address.Parse($"unix-seqpacket:{_folder["s"]}");
        var listener = await MessageListener.ListenAsync(address);
        foreach (var end in new Func<MessageConnection, Task>[]
        {
            async connection => await connection.CloseAsync(),
            async connection => await connection.DisposeAsync(),
            connection =>
            {
                connection.Abort();
                return Task.CompletedTask;
            },
        })
        {
            var client = await MessageConnection.ConnectAsync(address).Soon();
            var server = await listener.AcceptAsync().Soon();
            var receiving = client.ReceiveAsync(new byte[4]).AsTask();
            await server.SendTextAsync("x");
            Assert.Equal(1, (await receiving.Soon()).Count);
            receiving = client.ReceiveAsync(new byte[4]).AsTask();
            var ending = end(server);
            Assert.True((await receiving.Soon()).IsEnd);
            await end(client).Soon();
            await ending.Soon();
        }

        // One that waits in the backlog, and one that is refused.
        await using var waiting = await MessageConnection.ConnectAsync(address).Soon();
        await listener.DisposeAsync();
        await Assert.ThrowsAsync<SoqueteException>(() => MessageConnection.ConnectAsync(address).Soon());
        await Assert.ThrowsAsync<PeerBrokeOffException>(waiting.ReceiveTextAsync);
    }
}
