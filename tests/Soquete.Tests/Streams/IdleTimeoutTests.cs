using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

/// <summary>
/// A peer that takes its time, but takes: each step is far shorter than the limit, and all of them are longer.
/// </summary>
public class IdleTimeoutTests
{
    private const int Steps = 90;
    private const int Step = 64 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Connections_WhenASlowPeerTakesBitByBit_ThenAreNotIdle() =>
        await Task.WhenAll(SendAsync(), JoinAsync());

    private static async Task SendAsync()
    {
        var name = $"unix:@soquete-{Guid.NewGuid():N}";
        await using var listener = await StreamListener.ListenAsync(Address.Parse(name));
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"{name},idle-timeout=4s")).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        var sending = client.SendAsync(RandomPayload.Of(Steps * Step)).AsTask();
        await TakeSlowlyAsync(server);
        await sending.Soon();
    }

    private static async Task JoinAsync()
    {
        var (from, to) = ($"unix:@soquete-{Guid.NewGuid():N}", $"unix:@soquete-{Guid.NewGuid():N}");
        await using var fromListener = await StreamListener.ListenAsync(Address.Parse($"{from},idle-timeout=4s"));
        await using var toListener = await StreamListener.ListenAsync(Address.Parse(to));
        await using var source = await StreamConnection.ConnectAsync(Address.Parse(from)).Soon();
        await using var first = await fromListener.AcceptAsync().Soon();
        await using var second = await StreamConnection.ConnectAsync(Address.Parse($"{to},idle-timeout=4s")).Soon();
        await using var destination = await toListener.AcceptAsync().Soon();
        var joining = Relay.JoinAsync(first, second);
        var sending = source.SendAsync(RandomPayload.Of(Steps * Step)).AsTask();
        await TakeSlowlyAsync(destination);
        await sending.Soon();
        await source.CompleteOutputAsync();
        await destination.CompleteOutputAsync();
        Assert.Null((await joining.Soon()).Failure);
    }

    private static async Task TakeSlowlyAsync(StreamConnection connection)
    {
        for (var step = 0; step < Steps; step++)
        {
            await Task.Delay(Pause);
            await connection.ReceiveExactlyAsync(Step);
        }
    }
}
