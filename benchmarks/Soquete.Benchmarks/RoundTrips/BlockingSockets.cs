using System.Diagnostics;
using System.Net.Sockets;

namespace Soquete.Benchmarks.RoundTrips;

/// <summary>Socket.Receive and Send on two threads: the calls themselves and no dispatch.</summary>
internal sealed class BlockingSockets(SocketPair sockets) : RoundTripPair
{
    public override Task ExchangeAsync(int count, LatencyLog log) => Threads.RunAsync(() => Exchange(count, log));

    public override Task EchoAsync() => Threads.RunAsync(Echo);

    public override void Dispose() => sockets.Client.Dispose();

    private void Exchange(int count, LatencyLog log)
    {
        var message = new byte[MessageBytes];
        for (var trip = 0; trip < count; trip++)
        {
            var began = Stopwatch.GetTimestamp();
            sockets.Client.Send(message);
            for (var received = 0; received < MessageBytes;)
            {
                var more = sockets.Client.Receive(message.AsSpan(received), SocketFlags.None);
                received += more > 0 ? more : throw Ended();
            }

            log.Add(began);
        }
    }

    private void Echo()
    {
        var buffer = new byte[MessageBytes];
        int count;
        while ((count = sockets.Server.Receive(buffer)) > 0)
        {
            sockets.Server.Send(buffer.AsSpan(0, count));
        }

        sockets.Server.Dispose();
    }
}
