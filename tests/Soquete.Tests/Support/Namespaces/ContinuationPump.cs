using System.Collections.Concurrent;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>Runs an asynchronous function and its continuations on the calling thread, to its end.</summary>
internal sealed class ContinuationPump : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _waiting = [];
    private readonly Lock _adding = new();
    private bool _isOver;

    private ContinuationPump()
    {
    }

    /// <returns>The function's task, which is complete.</returns>
    public static Task<T> Run<T>(Func<Task<T>> function)
    {
        using var pump = new ContinuationPump();
        SetSynchronizationContext(pump);
        try
        {
            var running = function();
            running.ContinueWith(
                _ => pump.Complete(),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (callback, state) in pump._waiting.GetConsumingEnumerable())
            {
                callback(state);
            }

            return running;
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_adding)
        {
            if (!_isOver)
            {
                _waiting.Add((d, state));
                return;
            }
        }

        // The function is over, and did not wait for all that it had begun: that ends outside.
        ThreadPool.UnsafeQueueUserWorkItem(_ => d(state), null);
    }

    public void Dispose() => _waiting.Dispose();

    private void Complete()
    {
        lock (_adding)
        {
            _isOver = true;
            _waiting.CompleteAdding();
        }
    }
}
