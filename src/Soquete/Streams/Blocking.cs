namespace Soquete.Streams;

/// <summary>
/// The one place where a thread waits for a task: behind synchronous members that base classes demand.
/// </summary>
internal static class Blocking
{
    public static void Wait(Task task) => task.GetAwaiter().GetResult();

    public static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
