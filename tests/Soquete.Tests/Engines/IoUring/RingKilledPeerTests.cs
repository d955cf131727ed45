using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Peers in processes of their own that are killed: who serves them is told, and nothing is left.</summary>
public class RingKilledPeerTests
{
    [Theory]
    [InlineData("silent", "tcp")]
    [InlineData("silent", "unix")]
    [InlineData("receiving", "tcp")]
    [InlineData("receiving", "unix")]
    [InlineData("sending", "tcp")]
    [InlineData("sending", "unix")]
    [InlineData("half-closed", "tcp")]
    public async Task Serve_WhenAPeerIsKilled_ThenItsHandlerEndsAndNothingIsLeft(string state, string scheme)
    {
        await using var engine = RingEngines.Start(scheme == "tcp" ? "usual" : "small");
        await using (var listener = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf(scheme)), engine, CancellationToken.None))
        {
            await using var child = Child.Part("ring", "peer", state, listener.Address.ToString());
            await using var peer = await listener.AcceptAsync().Soon();
            // Blocked both ways: one waits for bytes, the other for room.
            var serving = Task.WhenAll(ReceiveAsync(peer), SendAsync(peer));
            await child.LineAsync("there");
            child.Kill();
            await serving.Soon();
        }

        await RingEngines.QuietAsync(engine);
    }

    private static async Task ReceiveAsync(StreamConnection peer)
    {
        var buffer = new byte[1000];
        var broken = await Record.ExceptionAsync(async () =>
        {
            while (await peer.ReceiveAsync(buffer) > 0)
            {
            }
        });
        Assert.True(broken is null or PeerBrokeOffException, $"{broken}");
    }

    private static async Task SendAsync(StreamConnection peer)
    {
        var payload = new byte[1024 * 1024];
        await Assert.ThrowsAsync<PeerBrokeOffException>(async () =>
        {
            while (true)
            {
                await peer.SendAsync(payload);
            }
        });
    }
}
