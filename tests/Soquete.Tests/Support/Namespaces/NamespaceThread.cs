using System.ComponentModel;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>A thread that enters a network namespace (setns(2)) and leaves it before it tells how it went.</summary>
internal static partial class NamespaceThread
{
    private const int NewNetwork = 0x40000000;

    /// <summary>That of the first thread, which never enters another.</summary>
    private const string Home = "/proc/self/ns/net";

    public static T Run<T>(string path, Func<T> function)
    {
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = Create(() => failure = Visit(path, () => result = function()));
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    public static Task<T> RunAsync<T>(string path, Func<Task<T>> function)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Create(() =>
        {
            var running = Task.FromResult<T>(default!);
            if (Visit(path, () => running = ContinuationPump.Run(function)) is { } failure)
            {
                completion.SetException(failure.SourceException);
            }
            else
            {
                completion.SetFromTask(running);
            }
        }).Start();
        return completion.Task;
    }

    private static Thread Create(ThreadStart start) =>
        new(start) { IsBackground = true, Name = ThreadsInside.NewbornName };

    private static ExceptionDispatchInfo? Visit(string path, Action action)
    {
        using var visit = ThreadsInside.Announce();
        try
        {
            Enter(path);
            var inside = ThreadsInside.NamespaceOfThisThread();
            try
            {
                action();
            }
            finally
            {
                Enter(Home);
            }

            ThreadsInside.MustBeNone(inside);
            return null;
        }
        catch (Exception failure)
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    private static void Enter(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
        if (SetNamespace(file, NewNetwork) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"setns {path}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle file, int kind);
}
