using System.Diagnostics;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>A shell's pipeline that goes through a socket.</summary>
internal sealed class PipeThroughput(PipeDomain domain) : Scenario
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    public override string Name => $"pipe-{domain.Name}";

    public override string Operation =>
        $"producer | X connects → X listens | consumer, over {domain.Name}: "
        + "a pipe at both ends and two processes between them.";

    public override Metric Metric => Metric.Throughput;

    public override long Operations => 4 * Gibibyte;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("soquete", Standing.Ours, domain.Soquete, Command.Native),
        Of("socat", Standing.Peer, domain.Socat, "socat", "-d", "-d"),
        Of("socat -b 262144", Standing.Peer, domain.Socat, "socat", "-d", "-d", "-b", "262144"),
        Of("ncat", Standing.Peer, domain.Ncat, "ncat"),
        new("cat, cat", Standing.Limit, bytes => MeasureAsync(JoinCats, bytes)),
    ];

    public override IReadOnlyList<Goal> Goals =>
        [new("soquete", "socat", 1), new("soquete", "socat -b 262144", 1), new("soquete", "ncat", 1)];

    private Contender Of(string name, Standing standing, PipeWords words, params string[] program) => new(
        name, standing,
        bytes => MeasureAsync((parties, input, output) => Join(parties, input, output, words, program), bytes));

    /// <summary>Starts both, the listener first.</summary>
    private void Join(Participants participants, Pipe input, Pipe output, PipeWords words, string[] program)
    {
        var address = domain.FreeAddress();
        participants.StartListener([.. program, .. words.Listen(address)], output: output.Writer);
        participants.Start([.. program, .. words.Connect(address)], input: input.Reader);
    }

    private static void JoinCats(Participants participants, Pipe input, Pipe output)
    {
        using var between = Pipe.Open();
        participants.Start(["cat"], input.Reader, between.Writer);
        participants.Start(["cat"], between.Reader, output.Writer);
    }

    private static async Task<Sample> MeasureAsync(Action<Participants, Pipe, Pipe> join, long bytes)
    {
        using var participants = new Participants(countsThisProcess: true, watchesMemory: true);
        using var input = Pipe.Open();
        using var output = Pipe.Open();
        await Threads.RunAsync(() => join(participants, input, output));
        input.Reader.Dispose();
        output.Writer.Dispose();
        var marks = new MemoryMarks(participants, bytes);
        var began = Stopwatch.GetTimestamp();
        var producing = Threads.RunAsync(() => Produce(input, bytes));
        await Threads.RunAsync(() => Consume(output, bytes, marks));
        var wall = Stopwatch.GetElapsedTime(began);
        await producing;
        await Threads.RunAsync(participants.RequireSuccess);
        return new Sample(bytes, wall, participants.End())
        {
            PeakBytes = participants.PeakBytes, ResidentBytes = marks.Bytes,
        };
    }

    private static void Produce(Pipe input, long bytes)
    {
        using var writer = input.OpenWriter();
        ByteFlow.Produce(writer, bytes);
    }

    private static void Consume(Pipe output, long bytes, MemoryMarks marks)
    {
        using var reader = output.OpenReader();
        ByteFlow.Consume(reader, bytes, marks.Passed);
    }
}
