using System.Diagnostics;
using System.Globalization;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>
/// A random mix of everything on several engines at once: seconds of it, or as many as SOQUETE_SOAK_SECONDS says.
/// Afterwards nothing is left of it.
/// </summary>
[Collection(AloneCollection.Name)]
public class RingSoakTests(ITestOutputHelper output)
{
    private const int Clients = 12;
    private const long MostBytesLeft = 16 * 1024 * 1024;

    private static TimeSpan Length => TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SOQUETE_SOAK_SECONDS") ?? "12", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Run_WhenEverythingHappensAtOnce_ThenNothingIsLeft()
    {
        var random = SeededRandom.Create(output);
        // What the first connection of a process takes for good is taken before anything is counted.
        await SoakAsync(random, TimeSpan.FromSeconds(1));
        var (descriptors, memory) = (OpenDescriptors.Count(), GC.GetTotalMemory(forceFullCollection: true));
        var transfers = await SoakAsync(random, Length);
        output.WriteLine($"{transfers} transfers");
        Assert.True(transfers > 0);
        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= descriptors);
        await Eventually.HoldsAsync(() => GC.GetTotalMemory(forceFullCollection: true) < memory + MostBytesLeft);
    }

    private static async Task<int> SoakAsync(Random random, TimeSpan length)
    {
        string[] kinds = ["usual", "inline", "ahead", "small", "one-buffer"];
        var counts = await Task.WhenAll(kinds.Select(kind => (kind, Seed: random.Next())).ToList().Select(
            one => Task.Run(() => SoakAsync(one.kind, one.Seed, length))));
        return counts.Sum();
    }

    private static async Task<int> SoakAsync(string kind, int seed, TimeSpan length)
    {
        var engine = RingEngines.Start(kind);
        using var stop = new CancellationTokenSource();
        var transfers = 0;
        var serving = new List<Task>();
        var listeners = new List<StreamListener>();
        foreach (var scheme in new[] { "tcp", "unix" })
        {
            var listener = await StreamListener.ListenAsync(
                Address.Parse(RingEngines.AddressOf(scheme)), engine, CancellationToken.None);
            listeners.Add(listener);
            serving.Add(new StreamServer(listener, (peer, _) => peer.EchoAsync()).RunAsync(stop.Token));
        }

        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            var random = new Random(seed + number);
            while (Stopwatch.GetElapsedTime(began) < length)
            {
                await VisitAsync(engine, listeners[random.Next(listeners.Count)], random);
                Interlocked.Increment(ref transfers);
            }
        }))).WaitAsync(length + Limits.Transfer);
        await stop.CancelAsync();
        await Task.WhenAll(serving).Soon();
        await RingEngines.QuietAsync(engine);
        await engine.DisposeAsync().Soon();
        return transfers;
    }

    /// <summary>One connection's life; it always has what it sent come back, unless it broke off itself.</summary>
    private static async Task VisitAsync(Engine engine, StreamListener listener, Random random)
    {
        await using var client = await RingEngines.ConnectAsync(engine, listener);
        var payload = new byte[random.Next(5) == 0 ? random.Next(400_000) : random.Next(3000)];
        random.NextBytes(payload);
        var sending = SendAsync(client, payload);
        var breaksOff = random.Next(4) == 0;
        var received = await ReceiveAsync(
            client, new byte[breaksOff ? random.Next(payload.Length + 1) : payload.Length], random);
        Assert.True(payload.AsSpan(0, received.Length).SequenceEqual(received), "other bytes came back");
        if (breaksOff)
        {
            client.Abort();
            await Record.ExceptionAsync(() => sending.Soon());
            return;
        }

        await sending.Soon();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
    }

    private static async Task SendAsync(StreamConnection client, byte[] payload)
    {
        await client.SendAsync(payload);
        await client.CompleteOutputAsync();
    }

    private static async Task<byte[]> ReceiveAsync(StreamConnection client, byte[] received, Random random)
    {
        for (var filled = 0; filled < received.Length;)
        {
            using var giveUp = new CancellationTokenSource();
            var wanted = received.AsMemory(filled, random.Next(1, received.Length - filled + 1));
            var receiving = client.ReceiveAsync(wanted, giveUp.Token).AsTask();
            switch (random.Next(20))
            {
                case 0:
                    await giveUp.CancelAsync();
                    break;
                case 1:
                    await Task.Delay(random.Next(3));
                    break;
            }

            await ((Task)receiving).Soon().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            filled += receiving.IsCanceled ? 0 : await receiving;
        }

        return received;
    }
}
