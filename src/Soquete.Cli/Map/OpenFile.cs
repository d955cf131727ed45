using System.Globalization;
using Soquete.Cli.Failures;

namespace Soquete.Cli.Map;

/// <summary>What a process's descriptor is of (proc_pid_fd(5)).</summary>
/// <param name="Inode">The inode of a socket or a pipe; null for a file, which has a path.</param>
/// <param name="Path">The path of a file, such as a FIFO; null for a socket or a pipe.</param>
internal sealed record OpenFile(ulong? Inode, string? Path)
{
    /// <exception cref="NothingFoundException">There is none, or others are not told.</exception>
    public static OpenFile Of(int process, int descriptor)
    {
        string? link;
        try
        {
            link = new FileInfo($"/proc/{process}/fd/{descriptor}").LinkTarget;
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new NothingFoundException(
                $"map: the descriptors of process {process} cannot be read (it takes CAP_SYS_PTRACE)");
        }

        return link is null ? throw Missing(process, descriptor)
            : InodeOf(link) is { } inode ? new OpenFile(inode, null)
            : link[0] == '/' ? new OpenFile(null, link)
            : throw new NothingFoundException($"map: descriptor {descriptor} of process {process} is {link}");
    }

    private static NothingFoundException Missing(int process, int descriptor) =>
        new(!Directory.Exists($"/proc/{process}") ? $"map: there is no process {process}"
            : $"map: process {process} has no descriptor {descriptor} that can be read");

    /// <summary><c>socket:[1234]</c> and <c>pipe:[1234]</c>.</summary>
    private static ulong? InodeOf(string link)
    {
        var bracket = link.IndexOf(":[", StringComparison.Ordinal);
        return bracket > 0 && link[^1] == ']' && link[..bracket] is "socket" or "pipe"
            && ulong.TryParse(
                link.AsSpan()[(bracket + 2)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            ? inode : null;
    }
}
