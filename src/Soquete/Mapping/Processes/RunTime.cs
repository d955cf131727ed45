using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>
/// How long the first thread of a process has run, and how often (<c>/proc/PID/schedstat</c>, the kernel's
/// sched-stats.rst). A process of one thread that has not run since has opened and closed nothing.
/// </summary>
/// <param name="Nanoseconds">How long.</param>
/// <param name="Times">How often; 0 where the kernel does not count.</param>
internal readonly record struct RunTime(ulong Nanoseconds, ulong Times)
{
    private const int LineBytes = 64;

    /// <param name="process">Its directory in /proc, held open.</param>
    public static RunTime Read(DirectoryDescriptor process)
    {
        Span<byte> line = stackalloc byte[LineBytes];
        return process.ReadFile("schedstat\0"u8, line, out var length) == Errno.None ? Parse(line[..length]) : default;
    }

    /// <summary>Reads three numbers: how long it ran, how long it waited for that, and how often it ran.</summary>
    public static RunTime Parse(ReadOnlySpan<byte> line)
    {
        var last = line.LastIndexOf((byte)' ');
        return last < 0 ? default : new RunTime(ProcText.Number(line), ProcText.Number(line[(last + 1)..]));
    }
}
