using System.Globalization;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Echo;

/// <summary>A server's memory before and after many connections came to it, each of which it has answered.</summary>
internal static class IdleRun
{
    public static readonly Metric Metric = new(
        "KiB/connection", false, sample => (double?)sample.GrownBytes / sample.Operations / Kibibyte ?? double.NaN,
        "", _ => double.NaN);

    /// <summary>Enough that what is made with the first connections is there before it is looked at.</summary>
    private const int EarlierConnections = 256;

    private const int Kibibyte = 1024;

    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public static Contender Contender(EchoProgram program) =>
        new(program.Name, program.Standing, count => MeasureAsync(program, (int)count));

    private static async Task<Sample> MeasureAsync(EchoProgram program, int connections)
    {
        using var participants = new Participants(countsThisProcess: false);
        var earlier = EchoLoad.Closed("unix", EarlierConnections, 1);
        var address = earlier.FreeAddress();
        using var server = Dialogue.Listen(participants, earlier.Server(program, address));
        using var first = Dialogue.Start(participants, earlier.Client(address));
        first.Hear();
        first.Finish("measure");
        var before = await Memory.OfAsync(program, server);
        using var client = Dialogue.Start(participants, EchoLoad.Closed("unix", connections, 1).Client(address));
        client.Hear();
        var grown = await Memory.OfAsync(program, server) - before;
        return new Sample(connections, TimeSpan.Zero, TimeSpan.Zero)
        {
            GrownBytes = grown.Resident, Further = grown.Each(connections),
        };
    }

    /// <summary>Of the server, the managed part of it, and of the kernel's slabs.</summary>
    private readonly record struct Memory(long Resident, long? Live, long Slabs)
    {
        public static Memory operator -(Memory left, Memory right) =>
            new(left.Resident - right.Resident, left.Live - right.Live, left.Slabs - right.Slabs);

        public static async Task<Memory> OfAsync(EchoProgram program, Dialogue server)
        {
            long? live = program.Answers ? long.Parse(server.Ask(EchoQuestions.Live)) : null;
            // What a closed connection leaves in the kernel goes with a grace period of RCU.
            await Task.Delay(Settling);
            return new Memory(ResidentMemory.OfFamily(server.Id).Bytes, live, SlabBytes());
        }

        public Dictionary<string, double> Each(int connections)
        {
            var figures = new Dictionary<string, double>
            {
                ["kernel KiB, both ends"] = (double)Slabs / connections / Kibibyte,
            };
            if (Live is { } bytes)
            {
                figures["managed KiB"] = (double)bytes / connections / Kibibyte;
            }

            return figures;
        }

        private static long SlabBytes() => File.ReadLines("/proc/meminfo")
            .Where(line => line.StartsWith("Slab:", StringComparison.Ordinal))
            .Select(line => Kibibyte * long.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture)).Single();
    }
}
