using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Benchmarks.RoundTrips;

/// <summary>Two ends of one connection of the library.</summary>
internal sealed record ConnectionPair(StreamConnection Client, StreamConnection Server)
{
    public static async Task<ConnectionPair> ConnectAsync(string domain)
    {
        var address = Address.Parse(domain == "unix" ? $"unix:@soquete-{Guid.NewGuid():N}" : "tcp:127.0.0.1:0");
        await using var listener = await StreamListener.ListenAsync(address);
        var connecting = StreamConnection.ConnectAsync(listener.Address);
        var server = await listener.AcceptAsync();
        return new ConnectionPair(await connecting, server);
    }
}
