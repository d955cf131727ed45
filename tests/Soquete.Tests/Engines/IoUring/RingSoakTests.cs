using System.Diagnostics;
using System.Globalization;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>
/// A random mix of everything on several engines at once: seconds of it, or as many minutes as SOQUETE_SOAK says.
/// Afterwards nothing is left of it.
/// </summary>
[Collection(AloneCollection.Name)]
public class RingSoakTests(ITestOutputHelper output)
{
    private const int Clients = 10;
    private const long MostBytesLeft = 16 * 1024 * 1024;

    private static readonly string[] Kinds = ["usual", "inline", "ahead", "small", "one-buffer"];

    private static TimeSpan Length => Environment.GetEnvironmentVariable("SOQUETE_SOAK") is { Length: > 0 } minutes
        ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture))
        : TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Run_WhenEverythingHappensAtOnce_ThenNothingIsLeft()
    {
        var random = SeededRandom.Create(output);
        // What the first connection of a process takes for good is taken before anything is counted.
        await SoakAsync(random, TimeSpan.FromSeconds(1));
        var (descriptors, memory) = (OpenDescriptors.Count(), GC.GetTotalMemory(forceFullCollection: true));
        var visits = await SoakAsync(random, Length);
        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= descriptors);
        await Eventually.HoldsAsync(() => GC.GetTotalMemory(forceFullCollection: true) < memory + MostBytesLeft);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{visits} visits; descriptors {descriptors}, then {OpenDescriptors.Count()}; ")
            + string.Create(CultureInfo.InvariantCulture,
            $"memory {memory} bytes, then {GC.GetTotalMemory(forceFullCollection: true)}"));
        Assert.True(visits > 0);
    }

    private static async Task<int> SoakAsync(Random random, TimeSpan length)
    {
        var counts = await Task.WhenAll(Kinds.Select(kind => (kind, Seed: random.Next())).ToList().Select(
            one => Task.Run(() => SoakAsync(one.kind, one.Seed, length))));
        return counts.Sum();
    }

    private static async Task<int> SoakAsync(string kind, int seed, TimeSpan length)
    {
        var visits = 0;
        var engine = RingEngines.Start(kind);
        await using (var server = await SoakServer.StartAsync(engine))
        {
            var began = Stopwatch.GetTimestamp();
            var killing = Task.Run(() => KillAsync(server, new Random(seed), began, length));
            await Task.WhenAll(Enumerable.Range(1, Clients).Select(number => Task.Run(async () =>
            {
                var client = new SoakClient(engine, server, kind == "ahead", new Random(seed + number));
                while (Stopwatch.GetElapsedTime(began) < length)
                {
                    await client.VisitAsync();
                    Interlocked.Increment(ref visits);
                }
            }))).WaitAsync(length + Limits.Transfer);
            await killing.Soon();
            Assert.Empty(server.Failures);
        }

        await RingEngines.QuietAsync(engine);
        await engine.DisposeAsync().Soon();
        Assert.All(RingEngines.Rings(engine), ring => Assert.Equal(0, ring.OperationCount));
        return visits;
    }

    /// <summary>Peers in processes of their own are killed, one after another.</summary>
    private static async Task KillAsync(SoakServer server, Random random, long began, TimeSpan length)
    {
        while (Stopwatch.GetElapsedTime(began) < length)
        {
            var listener = server.Streams[random.Next(server.Streams.Count)].Address.ToString();
            string[] part = random.Next(4) switch
            {
                0 => ["ring", "crowd", "20", listener],
                1 => ["ring", "peer", "silent", listener],
                2 => ["ring", "peer", "half-closed", listener],
                _ => ["ring", "peer", "sending", listener],
            };
            await using var child = Child.Part(part);
            await child.LineAsync("there");
            child.Kill();
        }
    }
}
