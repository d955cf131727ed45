using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Interop;

/// <summary>
/// How long a thread could have run and did not, because others did (<c>/proc/PID/schedstat</c>, the kernel's
/// Documentation/scheduler/sched-stats).
/// </summary>
internal sealed class RunDelay : IDisposable
{
    private readonly SafeFileHandle _file;

    private RunDelay(SafeFileHandle file) => _file = file;

    /// <summary>Of the calling thread; null where the kernel does not count it, or there is no /proc.</summary>
    public static RunDelay? OfThisThread()
    {
        var error = NativeFile.OpenFile("/proc/thread-self/schedstat", OpenFlags.ReadOnly, 0, out var file);
        if (error == Errno.None)
        {
            return new RunDelay(file);
        }

        file.Dispose();
        return null;
    }

    /// <summary>All of it so far; false where it cannot be read.</summary>
    public bool TryRead(out TimeSpan delay)
    {
        delay = default;
        Span<byte> text = stackalloc byte[80];
        int length;
        try
        {
            length = RandomAccess.Read(_file, text, 0);
        }
        catch (IOException)
        {
            return false;
        }

        // Nanoseconds that it ran, nanoseconds that it waited to run, and how often it began to run.
        var second = text[..length].IndexOf((byte)' ') + 1;
        if (!Utf8Parser.TryParse(text[second..length], out long nanoseconds, out _))
        {
            return false;
        }

        delay = TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        return true;
    }

    public void Dispose() => _file.Dispose();
}
