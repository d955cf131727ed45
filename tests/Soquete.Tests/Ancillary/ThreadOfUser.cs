using System.Runtime.InteropServices;

namespace Soquete.Tests.Ancillary;

/// <summary>
/// A thread that is another user's. To the kernel users are of threads; libc alone keeps those of a process alike
/// (setresuid(2)).
/// </summary>
internal static partial class ThreadOfUser
{
    /// <summary>Begins an operation on such a thread.</summary>
    /// <param name="id">Its user and its group; it has no others.</param>
    /// <param name="begin">What makes its first call before it returns.</param>
    public static Task Run(uint id, Func<Task> begin)
    {
        var begun = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            // The runtime sets no thread back to what it was: this one ends here.
            var isOther = SystemCall(SetGroups, 0, 0, 0) == 0 && SystemCall(SetGroupIds, id, id, id) == 0
                && SystemCall(SetUserIds, id, id, id) == 0;
            begun.SetResult(isOther ? begin() : Task.FromException(new InvalidOperationException("no other user")));
        });
        thread.Start();
        return begun.Task.Unwrap();
    }

    // The numbers of x64, and of arm64 (asm-generic/unistd.h).
    private static readonly bool IsX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private static nint SetGroups => IsX64 ? 116 : 159;

    private static nint SetUserIds => IsX64 ? 117 : 147;

    private static nint SetGroupIds => IsX64 ? 119 : 149;

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SystemCall(nint number, nuint first, nuint second, nuint third);
}
