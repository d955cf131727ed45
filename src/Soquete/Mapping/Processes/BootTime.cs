using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>When the machine was started: the times of processes count from there.</summary>
internal static class BootTime
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The <c>btime</c> of /proc/stat (proc_stat(5)), a whole second.</summary>
    /// <returns>Null where it is not told.</returns>
    public static DateTimeOffset? Read(DirectoryDescriptor proc)
    {
        var buffer = new byte[BufferBytes];
        if (proc.ReadFile("stat\0"u8, buffer, out var length) != Errno.None)
        {
            return null;
        }

        var line = "\nbtime "u8;
        var start = buffer.AsSpan(0, length).IndexOf(line);
        return start < 0
            ? null
            : DateTimeOffset.FromUnixTimeSeconds((long)ProcText.Number(buffer.AsSpan(start + line.Length)));
    }
}
