namespace Soquete.Relaying.Messages;

/// <summary>Counts what is under way to an end, so that its close can wait for it.</summary>
internal sealed class UnderWay
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _none;
    private int _count;

    public void Enter()
    {
        lock (_lock)
        {
            _count++;
        }
    }

    public void Leave()
    {
        TaskCompletionSource? none = null;
        lock (_lock)
        {
            if (--_count == 0)
            {
                none = _none;
            }
        }

        none?.TrySetResult();
    }

    public Task WaitUntilNoneAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task.WaitAsync(cancellationToken);
        }
    }
}
