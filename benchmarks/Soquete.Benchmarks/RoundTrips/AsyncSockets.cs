using System.Diagnostics;
using System.Net.Sockets;

namespace Soquete.Benchmarks.RoundTrips;

/// <summary>Socket.ReceiveAsync and SendAsync.</summary>
internal sealed class AsyncSockets(SocketPair sockets) : RoundTripPair
{
    public override async Task ExchangeAsync(int count, LatencyLog log)
    {
        var message = new byte[MessageBytes];
        for (var trip = 0; trip < count; trip++)
        {
            var began = Stopwatch.GetTimestamp();
            await sockets.Client.SendAsync(message.AsMemory(), SocketFlags.None);
            for (var received = 0; received < MessageBytes;)
            {
                var more = await sockets.Client.ReceiveAsync(message.AsMemory(received), SocketFlags.None);
                received += more > 0 ? more : throw Ended();
            }

            log.Add(began);
        }
    }

    public override async Task EchoAsync()
    {
        var buffer = new byte[MessageBytes];
        int count;
        while ((count = await sockets.Server.ReceiveAsync(buffer.AsMemory(), SocketFlags.None)) > 0)
        {
            await sockets.Server.SendAsync(buffer.AsMemory(0, count), SocketFlags.None);
        }

        sockets.Server.Dispose();
    }

    public override void Dispose() => sockets.Client.Dispose();
}
