using System.Runtime.ExceptionServices;

namespace Soquete.SocketTables;

/// <summary>
/// A thread that may enter network namespaces, which are a thread's own: it does one thing, and never goes back to
/// where others would run on it.
/// </summary>
internal sealed class NamespaceThread
{
    private readonly Action _action;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    private NamespaceThread(Action action)
    {
        _action = action;
        _thread = new Thread(Run) { IsBackground = true, Name = "soquete tables" };
        _thread.UnsafeStart();
    }

    public static NamespaceThread Start(Action action) => new(action);

    /// <summary>Waits for its end, which is no longer than the kernel takes, and throws what it threw.</summary>
    public void End()
    {
        _thread.Join();
        _failure?.Throw();
    }

    private void Run()
    {
        try
        {
            _action();
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }
}
