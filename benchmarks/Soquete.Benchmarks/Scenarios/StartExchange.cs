using System.Net.Sockets;
using System.Text;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What a program costs that does the smallest useful thing.</summary>
internal sealed class StartExchange : Scenario
{
    private static readonly byte[] Line = "one line\n"u8.ToArray();

    public override string Name => "start-exchange";

    public override string Operation =>
        "Start, connect over TCP to a server that waits, send one line from standard input, write its answer, end.";

    public override Metric Metric => Metric.Start;

    public override long Operations => 20;

    public override IReadOnlyList<Contender> Contenders { get; } =
    [
        Of("soquete", Standing.Ours, port => [Command.Native, "connect", $"tcp:127.0.0.1:{port}"]),
        Of("./soquete", Standing.Ours, port => [Command.Launcher, "connect", $"tcp:127.0.0.1:{port}"]),
        Of("socat", Standing.Peer, port => ["socat", "-", $"TCP:127.0.0.1:{port}"]),
        Of("ncat", Standing.Peer, port => ["ncat", "127.0.0.1", $"{port}"]),
        Of("nc", Standing.Peer, port => ["nc", "-N", "127.0.0.1", $"{port}"]),
    ];

    public override IReadOnlyList<Goal> Goals => [new("soquete", "socat", 2)];

    private static Contender Of(string name, Standing standing, Func<int, string[]> command) =>
        new(name, standing, count => MeasureAsync(command, count));

    private static async Task<Sample> MeasureAsync(Func<int, string[]> command, long count)
    {
        using var listener = Loopback.Listen();
        var serving = Threads.RunAsync(() => Serve(listener, count));
        var sample = await Threads.RunAsync(() => Measure(command(Loopback.PortOf(listener)), count));
        await serving;
        return sample;
    }

    private static Sample Measure(string[] command, long count)
    {
        Pipe? output = null;
        return Starts.Measure(count, Start, Check);

        Child Start(Participants participants)
        {
            using var input = Pipe.Open();
            using (var writer = input.OpenWriter())
            {
                writer.Write(Line);
            }

            output = Pipe.Open();
            return participants.Start(command, input.Reader, output.Writer);
        }

        void Check()
        {
            output!.Writer.Dispose();
            using var reader = new StreamReader(output.OpenReader());
            if (reader.ReadToEnd() is var answer && answer != Encoding.UTF8.GetString(Line))
            {
                throw new MeasurementException($"answered \"{answer.TrimEnd()}\"");
            }
        }
    }

    private static void Serve(Socket listener, long count)
    {
        for (var peer = 0; peer < count; peer++)
        {
            using var socket = Loopback.Accept(listener);
            var line = new byte[Line.Length];
            Loopback.Receive(socket, line);
            socket.Send(line);
            // Its end of file comes first, so that who never half-closes is seen to hang.
            _ = socket.Receive(line);
        }
    }
}
