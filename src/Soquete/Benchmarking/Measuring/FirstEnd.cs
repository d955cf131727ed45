namespace Soquete.Benchmarking.Measuring;

/// <summary>Completes when all of several tasks have, and fails as soon as one of them fails.</summary>
internal sealed class FirstEnd
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _all = [];

    /// <summary>The end, or the first failure.</summary>
    public Task Task => _done.Task;

    /// <summary>The end of all of them, failed or not; it never throws.</summary>
    public Task Ended => Task.WhenAll(_all);

    public void Run(IEnumerable<Func<Task>> work)
    {
        _all.AddRange(work.Select(WatchAsync));
        _ = CompleteAsync();
    }

    /// <summary>Ends it from outside: all that was to come has come.</summary>
    public void Complete() => _done.TrySetResult();

    private async Task WatchAsync(Func<Task> work)
    {
        try
        {
            // Some begin with what never waits.
            await Task.Yield();
            await work().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
        }
    }

    private async Task CompleteAsync()
    {
        await Ended.ConfigureAwait(false);
        _done.TrySetResult();
        // A failure after the end has nobody to tell.
        _ = _done.Task.Exception;
    }
}
