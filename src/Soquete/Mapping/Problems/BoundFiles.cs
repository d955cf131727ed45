using System.Globalization;
using Soquete.Interop;
using Soquete.SocketTables;

namespace Soquete.Mapping.Problems;

/// <summary>Whether the files that sockets are bound to are there still, seen from who has them.</summary>
internal static class BoundFiles
{
    private const int MinorBits = 20;

    /// <summary>What is wrong with the file; null for nothing, or what nobody here may see.</summary>
    /// <param name="socket">A socket that others reach by its name.</param>
    /// <param name="holders">Who has it: their root, or their working directory, is where the path begins.</param>
    public static MapProblem? ProblemOf(UnixSocketEntry socket, IReadOnlyList<MapHolder> holders)
    {
        if (socket.Name is not { } name || socket.IsAbstract || holders.Count == 0 || name.Contains('\\'))
        {
            return null;
        }

        var isWhole = name.StartsWith('/');
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/proc/{holders[0].Process.Id}/{(isWhole ? "root" : "cwd/")}{name}");
        var error = NativePath.Identify(path, followLinks: true, out var file);
        if (error is Errno.ENOENT or Errno.ENOTDIR && IsThere(holders[0].Process))
        {
            return Deleted(isWhole ? "there is no such file any more" : "there is no such file in its directory");
        }

        return error == Errno.None && !IsTheFile(socket, file)
            ? Deleted("another file has taken its place")
            : null;
    }

    /// <summary>Where the process is gone meanwhile, so is its root.</summary>
    private static bool IsThere(MapProcess process) => NativePath.Identify(
        string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/root/"), followLinks: true, out _)
        == Errno.None;

    /// <summary>
    /// File systems in layers tell another device than the kernel knows: then the inode is not comparable.
    /// </summary>
    private static bool IsTheFile(UnixSocketEntry socket, in FileIdentity file)
    {
        var device = ((file.Device >> 32) << MinorBits) | (uint)file.Device;
        return file.IsSocket && (device != socket.FileDevice || (uint)file.Inode == socket.FileInode);
    }

    private static MapProblem Deleted(string detail) => new(MapProblemKind.DeletedFile, detail);
}
