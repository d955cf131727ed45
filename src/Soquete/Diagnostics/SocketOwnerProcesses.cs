using System.Globalization;

namespace Soquete.Diagnostics;

/// <summary>Which processes have which sockets open (proc_pid_fd(5)).</summary>
internal static class SocketOwnerProcesses
{
    private const string Prefix = "socket:[";

    /// <summary>Goes through the sockets of all processes that may be looked at, from the lowest number.</summary>
    public static void Read(Func<ulong, bool> isWanted, Action<ulong, SocketOwner> found)
    {
        foreach (var process in Numbers())
        {
            SocketOwner? owner = null;
            foreach (var inode in SocketsOf(process))
            {
                if (isWanted(inode))
                {
                    owner ??= new SocketOwner(process, CommandOf(process));
                    found(inode, owner);
                }
            }
        }
    }

    private static IEnumerable<int> Numbers() => Directory.EnumerateDirectories("/proc").Select(
        path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0).Where(number => number > 0).Order();

    private static List<ulong> SocketsOf(int process)
    {
        var inodes = new List<ulong>();
        try
        {
            foreach (var link in Directory.EnumerateFiles($"/proc/{process}/fd"))
            {
                if (new FileInfo(link).LinkTarget is { } target
                    && target.StartsWith(Prefix, StringComparison.Ordinal)
                    && ulong.TryParse(
                        target.AsSpan(Prefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture,
                        out var inode))
                {
                    inodes.Add(inode);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The process ended meanwhile, or is another user's: what was read of it is right.
        }

        return inodes;
    }

    private static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").TrimEnd('\n');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
