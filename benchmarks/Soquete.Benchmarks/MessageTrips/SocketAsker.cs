using System.Net.Sockets;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>Socket.SendAsync and ReceiveAsync, connected in every domain.</summary>
internal sealed class SocketAsker(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        using var socket = TripSocket.Open(Settings);
        if (Settings.AskingPath is { } path)
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
        }

        socket.Connect(Settings.EndPoint);
        var message = new byte[Settings.Bytes];
        var log = new TripLog(Settings);
        while (!log.IsDone)
        {
            log.Ask(message);
            await socket.SendAsync(message.AsMemory(), SocketFlags.None);
            log.Answered(await socket.ReceiveAsync(message.AsMemory(), SocketFlags.None));
        }

        await socket.SendAsync(message.AsMemory(0, TripMark.LastBytes), SocketFlags.None);
        log.Report();
    }
}
