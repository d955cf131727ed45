using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>Why a ring cannot be had, in one line.</summary>
internal static class RingRefusal
{
    private const string SwitchPath = "/proc/sys/kernel/io_uring_disabled";

    public static string Explain(string call, Errno error) =>
        $"no io_uring: {Cause(call, error)} ({call}: {ErrnoText.Name(error)})";

    private static string Cause(string call, Errno error) => error switch
    {
        Errno.EPERM when SwitchSays() is { } switched => switched,
        Errno.EPERM or Errno.EACCES => "a filter of system calls refuses it, as containers' runtimes do (seccomp)",
        Errno.ENOSYS => "this kernel has none, or a filter of system calls hides it",
        Errno.EINVAL => "this kernel's is too old: Linux 6.1 has all that is needed",
        Errno.EOPNOTSUPP => "this kernel's is too old",
        Errno.ENOMEM => "the limit of locked memory, or of memory, is too low (ulimit -l)",
        Errno.EMFILE => "this process has no descriptor left (ulimit -n)",
        Errno.ENFILE => "the system has no descriptor left (fs.file-max)",
        _ => ErrnoText.Describe(error),
    };

    /// <summary>kernel.io_uring_disabled (Linux 6.6): 1 for all but a group, 2 for all.</summary>
    private static string? SwitchSays()
    {
        try
        {
            return File.ReadAllText(SwitchPath).Trim() switch
            {
                "1" => "this system has it switched off for users outside of a group (kernel.io_uring_disabled is 1)",
                "2" => "this system has it switched off (kernel.io_uring_disabled is 2)",
                _ => null,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Kernels before 6.6 have no such switch.
            return null;
        }
    }
}
