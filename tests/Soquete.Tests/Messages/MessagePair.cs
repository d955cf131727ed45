using Soquete.Messages;

namespace Soquete.Tests.Messages;

/// <summary>Both ends of one connection, and the listener between them.</summary>
internal sealed record MessagePair(
    MessageListener Listener, MessageConnection Client, MessageConnection Server) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        await Listener.DisposeAsync();
    }
}
