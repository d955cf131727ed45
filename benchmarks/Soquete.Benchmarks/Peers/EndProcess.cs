using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Peers;

/// <summary>A process that is one end, and what it writes when it is done.</summary>
internal sealed class EndProcess : IDisposable
{
    private readonly Pipe _output = Pipe.Open();
    private readonly Child _child;

    private EndProcess(Func<Pipe, Child> start)
    {
        _child = start(_output);
        _output.Writer.Dispose();
    }

    /// <summary>Starts the end that waits for the other, and returns once it listens.</summary>
    public static EndProcess Listen(Participants participants, IReadOnlyList<string> command) =>
        new(output => participants.StartListener(command, output.Writer));

    public static EndProcess Start(Participants participants, IReadOnlyList<string> command) =>
        new(output => participants.Start(command, output: output.Writer));

    /// <summary>Waits for its end. The report is the first line.</summary>
    public (EndReport Report, IReadOnlyList<string> Lines) Finish()
    {
        using var reader = new StreamReader(_output.OpenReader());
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var status = _child.Wait();
        return status == 0
            ? (EndReport.Parse(lines.FirstOrDefault()), lines.Length > 1 ? lines[1..] : [])
            : throw new MeasurementException($"an end ended with status {status}");
    }

    public void Dispose() => _output.Dispose();
}
