using Soquete.Benchmarks.Peers;
using Soquete.Datagrams;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>DatagramSocket.ReceiveAsync and ReplyAsync.</summary>
internal sealed class SoqueteAnswerer(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var socket = await DatagramSocket.BindAsync(Settings.SoqueteAddress);
        EndProgram.SayListening($"{socket.Address}");
        var buffer = new byte[Settings.Bytes];
        var tally = new TripTally(Settings);
        for (;;)
        {
            var received = await socket.ReceiveAsync(buffer);
            if (!tally.Answers(buffer.AsSpan(0, received.Count)))
            {
                break;
            }

            await socket.ReplyAsync(buffer.AsMemory(0, received.Count), received);
        }

        tally.Report();
    }
}
