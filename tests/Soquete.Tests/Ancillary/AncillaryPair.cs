using Soquete.Engines;
using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>Two ends that are connected, in this process.</summary>
internal sealed record AncillaryPair(
    IAsyncDisposable Listener, AncillaryEnd Sender, AncillaryEnd Receiver) : IAsyncDisposable
{
    public static async Task<AncillaryPair> OpenAsync(string kind, Engine engine)
    {
        var name = $"@soquete-{Guid.NewGuid():N}";
        var (listener, accepted) = await AncillaryEnd.ListenAsync(kind, name, engine);
        var sender = await AncillaryEnd.ConnectAsync(kind, name, engine);
        return new AncillaryPair(listener, sender, await accepted.Soon());
    }

    public async ValueTask DisposeAsync()
    {
        await Sender.DisposeAsync();
        await Receiver.DisposeAsync();
        await Listener.DisposeAsync();
    }
}
