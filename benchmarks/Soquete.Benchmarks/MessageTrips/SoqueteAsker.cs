using Soquete.Datagrams;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>
/// DatagramSocket.SendAsync and ReceiveAsync, connected; in the unix domain by a name that the kernel chose.
/// </summary>
internal sealed class SoqueteAsker(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var socket = await DatagramSocket.ConnectAsync(Settings.SoqueteAddress);
        var message = new byte[Settings.Bytes];
        var log = new TripLog(Settings);
        while (!log.IsDone)
        {
            log.Ask(message);
            await socket.SendAsync(message);
            log.Answered((await socket.ReceiveAsync(message)).Count);
        }

        await socket.SendAsync(message.AsMemory(0, TripMark.LastBytes));
        log.Report();
    }
}
