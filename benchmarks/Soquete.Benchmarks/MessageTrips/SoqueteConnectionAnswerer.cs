using Soquete.Benchmarks.Peers;
using Soquete.Messages;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>MessageConnection.ReceiveAsync and SendAsync, on a connection that was accepted.</summary>
internal sealed class SoqueteConnectionAnswerer(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var listener = await MessageListener.ListenAsync(Settings.SoqueteAddress);
        EndProgram.SayListening($"{listener.Address}");
        await using var connection = await listener.AcceptAsync();
        var buffer = new byte[Settings.Bytes];
        var tally = new TripTally(Settings);
        for (;;)
        {
            var received = await connection.ReceiveAsync(buffer);
            if (!tally.Answers(buffer.AsSpan(0, received.Count)))
            {
                break;
            }

            await connection.SendAsync(buffer.AsMemory(0, received.Count));
        }

        tally.Report();
    }
}
