namespace Soquete.Benchmarks.Processes;

/// <summary>A process that is spoken with in lines while it works.</summary>
internal sealed class Dialogue : IDisposable
{
    private readonly Child _child;
    private readonly StreamWriter _questions;
    private readonly StreamReader _answers;

    private Dialogue(Func<Pipe, Pipe, Child> start)
    {
        var (input, output) = (Pipe.Open(), Pipe.Open());
        _child = start(input, output);
        input.Reader.Dispose();
        output.Writer.Dispose();
        _questions = new StreamWriter(input.OpenWriter()) { AutoFlush = true };
        _answers = new StreamReader(output.OpenReader());
    }

    public int Id => _child.Id;

    public static Dialogue Start(Participants participants, IReadOnlyList<string> command) =>
        new((input, output) => participants.Start(command, input.Reader, output.Writer));

    /// <summary>Returns once it listens.</summary>
    public static Dialogue Listen(Participants participants, IReadOnlyList<string> command) =>
        new((input, output) => participants.StartListener(command, output.Writer, input.Reader));

    public string Ask(string question)
    {
        _questions.WriteLine(question);
        return Hear();
    }

    public string Hear() => _answers.ReadLine() ?? throw new MeasurementException($"ended with {_child.Wait()}");

    /// <summary>Says the last line, and returns all that is answered until it ends by itself.</summary>
    public IReadOnlyList<string> Finish(string question)
    {
        _questions.WriteLine(question);
        var lines = _answers.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var status = _child.Wait();
        return status == 0 ? lines : throw new MeasurementException($"an end ended with status {status}");
    }

    public void Dispose()
    {
        _questions.Dispose();
        _answers.Dispose();
    }
}
