using Soquete.Datagrams;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>DatagramSocket.Send and Receive, connected, which wait on the thread that asks.</summary>
internal sealed class SoqueteThreadAsker(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var socket = await DatagramSocket.ConnectAsync(Settings.SoqueteAddress);
        await Threads.RunAsync(() => Run(socket));
    }

    private void Run(DatagramSocket socket)
    {
        var message = new byte[Settings.Bytes];
        var log = new TripLog(Settings);
        while (!log.IsDone)
        {
            log.Ask(message);
            socket.Send(message);
            log.Answered(socket.Receive(message).Count);
        }

        socket.Send(message.AsSpan(0, TripMark.LastBytes));
        log.Report();
    }
}
