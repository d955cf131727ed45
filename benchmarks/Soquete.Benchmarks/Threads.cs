namespace Soquete.Benchmarks;

/// <summary>Work that blocks, on a thread of its own; what it throws is seen by whoever awaits it.</summary>
internal static class Threads
{
    public static Task RunAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
