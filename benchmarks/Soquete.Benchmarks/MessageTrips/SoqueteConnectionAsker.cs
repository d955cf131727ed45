using Soquete.Messages;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>MessageConnection.SendAsync and ReceiveAsync.</summary>
internal sealed class SoqueteConnectionAsker(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var connection = await MessageConnection.ConnectAsync(Settings.SoqueteAddress);
        var message = new byte[Settings.Bytes];
        var log = new TripLog(Settings);
        while (!log.IsDone)
        {
            log.Ask(message);
            await connection.SendAsync(message);
            log.Answered((await connection.ReceiveAsync(message)).Count);
        }

        await connection.SendAsync(message.AsMemory(0, TripMark.LastBytes));
        log.Report();
    }
}
