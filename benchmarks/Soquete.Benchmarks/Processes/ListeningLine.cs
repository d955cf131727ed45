namespace Soquete.Benchmarks.Processes;

/// <summary>The line by which a listener says that it listens; socat, ncat, nc and soquete all have one.</summary>
internal static class ListeningLine
{
    private static readonly string[] Words = ["listening on", "capturing on"];

    /// <summary>Reads until the line came, then on in the background: a listener never waits for it.</summary>
    public static void Await(Pipe errors, IReadOnlyList<string> command)
    {
        var reader = new StreamReader(errors.OpenReader());
        var said = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            said.Add(line);
            if (Array.Exists(Words, words => line.Contains(words, StringComparison.OrdinalIgnoreCase)))
            {
                _ = Threads.RunAsync(() => Drain(reader));
                return;
            }
        }

        reader.Dispose();
        throw new MeasurementException($"{command[0]} does not listen: {string.Join(" / ", said)}");
    }

    private static void Drain(StreamReader reader)
    {
        using (reader)
        {
            while (reader.ReadLine() is not null)
            {
            }
        }
    }
}
