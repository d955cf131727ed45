using System.Globalization;
using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>
/// Where network namespaces can be found: by the names that ip-netns(8) gave them, and by their processes. One that has
/// neither, and lives by a descriptor alone, is not found.
/// </summary>
internal static class NamespacePaths
{
    public static IEnumerable<string> All()
    {
        foreach (var path in Named())
        {
            yield return path;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var name = folder.AsSpan(folder.LastIndexOf('/') + 1);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            {
                yield return NativeNamespace.PathOf(process);
            }
        }
    }

    /// <summary>The calling thread enters one of them, and is for nothing else from then on.</summary>
    /// <param name="wanted">The namespace, by the number of its inode.</param>
    /// <param name="device">The file system that namespaces are on.</param>
    /// <returns>
    /// ENOENT where it is gone; EACCES where it was not found, and some could not be looked at; what setns(2) gave.
    /// </returns>
    public static Errno TryEnter(ulong wanted, ulong device)
    {
        var failure = Errno.ENOENT;
        foreach (var path in All())
        {
            var error = NativePath.Identify(path, followLinks: true, out var identity);
            failure = error is Errno.EACCES or Errno.EPERM ? error : failure;
            if (error != Errno.None || identity.Inode != wanted || identity.Device != device
                || NativeFile.OpenFile(path, OpenFlags.ReadOnly, 0, out var file) != Errno.None)
            {
                continue;
            }

            using (file)
            {
                // By now the number of the process may be another's.
                if (NativePath.Identify(file, out identity) == Errno.None && identity.Inode == wanted)
                {
                    return NativeNamespace.Enter(file);
                }
            }
        }

        return failure;
    }

    private static string[] Named()
    {
        try
        {
            return Directory.GetFiles(NativeNamespace.NamedFolder);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            // Nobody has given a name to any.
            return [];
        }
    }
}
