using Soquete.Benchmarks.Peers;
using Soquete.Datagrams;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>DatagramSocket.Receive and SendTo, which wait on the thread that answers.</summary>
internal sealed class SoqueteThreadAnswerer(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var socket = await DatagramSocket.BindAsync(Settings.SoqueteAddress);
        EndProgram.SayListening($"{socket.Address}");
        await Threads.RunAsync(() => Run(socket));
    }

    private void Run(DatagramSocket socket)
    {
        var buffer = new byte[Settings.Bytes];
        var tally = new TripTally(Settings);
        for (;;)
        {
            var received = socket.Receive(buffer);
            if (!tally.Answers(buffer.AsSpan(0, received.Count)))
            {
                break;
            }

            socket.SendTo(buffer.AsSpan(0, received.Count), received.Source);
        }

        tally.Report();
    }
}
