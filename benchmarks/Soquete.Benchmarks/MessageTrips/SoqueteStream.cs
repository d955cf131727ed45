using Soquete.Benchmarks.Peers;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>How either end of a stream is driven: by a ring whose thread does the work, which may spin.</summary>
internal static class StreamEngines
{
    /// <summary>Longer than any answer takes: a thread that waits for one never sleeps.</summary>
    private static readonly TimeSpan Spin = TimeSpan.FromMilliseconds(2);

    public static ConnectionOptions Portable { get; } = new() { Engine = Engine.Portable };

    public static ConnectionOptions Ring() => On(TimeSpan.Zero);

    public static ConnectionOptions SpinningRing() => On(Spin);

    private static ConnectionOptions On(TimeSpan spin) => new()
    {
        Engine = Engine.Start(new EngineOptions { Kind = EngineKind.IoUring, Threads = 1, Spin = spin }),
        Execution = Execution.Inline,
    };
}

/// <summary>StreamConnection.ReceiveAsync and SendAsync, on a connection that was accepted.</summary>
internal sealed class SoqueteStreamAnswerer(TripSettings settings, ConnectionOptions options) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var listener = await StreamListener.ListenAsync(Settings.SoqueteAddress, options);
        EndProgram.SayListening($"{listener.Address}");
        await using var connection = await listener.AcceptAsync();
        var buffer = new byte[Settings.Bytes];
        var tally = new TripTally(Settings);
        for (;;)
        {
            var count = await connection.ReceiveAsync(buffer);
            if (!tally.Answers(buffer.AsSpan(0, count)))
            {
                break;
            }

            await connection.SendAsync(buffer.AsMemory(0, count));
        }

        tally.Report();
    }
}

/// <summary>StreamConnection.SendAsync and ReceiveAsync.</summary>
internal sealed class SoqueteStreamAsker(TripSettings settings, ConnectionOptions options) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        await using var connection = await StreamConnection.ConnectAsync(Settings.SoqueteAddress, options);
        var message = new byte[Settings.Bytes];
        var log = new TripLog(Settings);
        while (!log.IsDone)
        {
            log.Ask(message);
            await connection.SendAsync(message);
            log.Answered(await connection.ReceiveAsync(message));
        }

        await connection.SendAsync(message.AsMemory(0, TripMark.LastBytes));
        log.Report();
    }
}
