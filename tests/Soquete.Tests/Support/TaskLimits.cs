namespace Soquete.Tests.Support;

/// <summary>Awaiting with a limit, so that a test that hangs fails and says where.</summary>
internal static class TaskLimits
{
    public static Task Soon(this Task task) => task.WaitAsync(Limits.Event);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limits.Event);

    public static Task Soon(this ValueTask task) => task.AsTask().WaitAsync(Limits.Event);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limits.Event);

    public static Task AtLast(this Task task) => task.WaitAsync(Limits.Transfer);

    public static Task<T> AtLast<T>(this Task<T> task) => task.WaitAsync(Limits.Transfer);
}
