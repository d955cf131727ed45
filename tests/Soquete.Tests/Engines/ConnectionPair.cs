using Soquete.Streams;

namespace Soquete.Tests.Engines;

/// <summary>Both ends of one connection, and the listener between them.</summary>
internal sealed record ConnectionPair(
    StreamListener Listener, StreamConnection Client, StreamConnection Server) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        await Listener.DisposeAsync();
    }
}
