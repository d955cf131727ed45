namespace Soquete.Benchmarks.Echo;

/// <summary>What a server is asked from outside while it runs: a word a line, answered with a number.</summary>
internal static class EchoQuestions
{
    /// <summary>How many bytes were allocated on the managed heap so far.</summary>
    public const string Allocated = "allocated";

    /// <summary>How many bytes of the managed heap are in use, once what is not was given back.</summary>
    public const string Live = "live";

    /// <summary>Answers to the end of standard input.</summary>
    public static void AnswerAll()
    {
        while (Console.ReadLine() is { } question)
        {
            Console.WriteLine(Answer(question));
        }
    }

    private static long Answer(string question)
    {
        if (question == Allocated)
        {
            return GC.GetTotalAllocatedBytes(precise: true);
        }

        // Twice: what has a finaliser is given back by the second.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
