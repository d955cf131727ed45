using System.Collections.Concurrent;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>Which threads of this process are in which network namespace (/proc/self/task).</summary>
internal static class ThreadsInside
{
    /// <summary>
    /// The library's threads that enter namespaces. Their class is not to be had where this file is shared; a test
    /// holds the two together.
    /// </summary>
    public const string LibraryName = "soquete tables";

    /// <summary>A thread has its parent's name until it has taken its own.</summary>
    public const string NewbornName = "in a namespace";

    /// <summary>
    /// The compiler's thread comes and goes with whoever calls new methods, and starts no others. The kernel keeps 15
    /// bytes of a name.
    /// </summary>
    private const string CompilerName = ".NET Tiered Com";

    private static readonly ConcurrentDictionary<string, Visit> Visits = new();

    /// <summary>Tells that the calling thread enters a namespace knowingly.</summary>
    /// <returns>To be disposed when it has left.</returns>
    public static IDisposable Announce() => new Visit(Path.GetFileName(Link("/proc/thread-self"))!);

    public static string NamespaceOfThisThread() => Link("/proc/thread-self/ns/net")!;

    /// <summary>Throws where a thread is in the namespace that has not announced it.</summary>
    public static void MustBeNone(string inside)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc/self/task"))
        {
            while (IsStray(folder, inside, out var name))
            {
                if (name != NewbornName)
                {
                    throw new InvalidOperationException(
                        $"'{name}' was started inside a namespace, and would run other tests there");
                }

                Thread.Yield();
            }
        }
    }

    private static bool IsStray(string folder, string inside, out string name)
    {
        name = "";
        try
        {
            if (Visits.ContainsKey(Path.GetFileName(folder)) || Link(Path.Combine(folder, "ns/net")) != inside)
            {
                return false;
            }

            name = File.ReadAllText(Path.Combine(folder, "comm")).TrimEnd('\n');
            return name != CompilerName && name != LibraryName;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The thread has ended meanwhile.
            return false;
        }
    }

    private static string? Link(string path) => new FileInfo(path).LinkTarget;

    private sealed class Visit : IDisposable
    {
        private readonly string _thread;

        public Visit(string thread)
        {
            _thread = thread;
            Visits[thread] = this;
        }

        public void Dispose() => Visits.TryRemove(_thread, out _);
    }
}
