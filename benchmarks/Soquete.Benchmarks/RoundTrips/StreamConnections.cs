using System.Diagnostics;

namespace Soquete.Benchmarks.RoundTrips;

/// <summary>StreamConnection.ReceiveAsync and SendAsync.</summary>
internal sealed class StreamConnections(ConnectionPair ends) : RoundTripPair
{
    public override async Task ExchangeAsync(int count, LatencyLog log)
    {
        var message = new byte[MessageBytes];
        for (var trip = 0; trip < count; trip++)
        {
            var began = Stopwatch.GetTimestamp();
            await ends.Client.SendAsync(message);
            for (var received = 0; received < MessageBytes;)
            {
                var more = await ends.Client.ReceiveAsync(message.AsMemory(received));
                received += more > 0 ? more : throw Ended();
            }

            log.Add(began);
        }

        await ends.Client.CompleteOutputAsync();
    }

    public override async Task EchoAsync()
    {
        await using var server = ends.Server;
        var buffer = new byte[MessageBytes];
        int count;
        while ((count = await server.ReceiveAsync(buffer)) > 0)
        {
            await server.SendAsync(buffer.AsMemory(0, count));
        }
    }

    public override void Dispose() => ends.Client.Abort();
}
