using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>Socket.Receive and Send, which block the thread, on a connection that was accepted.</summary>
internal sealed class SocketBlockingAnswerer(TripSettings settings) : TripEnd(settings)
{
    public override Task RunAsync() => Threads.RunAsync(Run);

    private void Run()
    {
        using var listener = TripSocket.Open(Settings);
        listener.Bind(Settings.EndPoint);
        listener.Listen();
        EndProgram.SayListening(Settings.Address);
        using var socket = listener.Accept();
        var buffer = new byte[Settings.Bytes];
        var tally = new TripTally(Settings);
        for (;;)
        {
            var count = socket.Receive(buffer);
            if (!tally.Answers(buffer.AsSpan(0, count)))
            {
                break;
            }

            socket.Send(buffer.AsSpan(0, count));
        }

        tally.Report();
    }
}

/// <summary>Socket.Send and Receive, which block the thread.</summary>
internal sealed class SocketBlockingAsker(TripSettings settings) : TripEnd(settings)
{
    public override Task RunAsync() => Threads.RunAsync(Run);

    private void Run()
    {
        using var socket = TripSocket.Open(Settings);
        socket.Connect(Settings.EndPoint);
        var message = new byte[Settings.Bytes];
        var log = new TripLog(Settings);
        while (!log.IsDone)
        {
            log.Ask(message);
            socket.Send(message);
            log.Answered(socket.Receive(message));
        }

        socket.Send(message.AsSpan(0, TripMark.LastBytes));
        log.Report();
    }
}
