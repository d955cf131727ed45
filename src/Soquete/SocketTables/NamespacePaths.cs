using System.Globalization;
using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>
/// Where network namespaces can be found: by the names that ip-netns(8) gave them, by their processes, and by
/// descriptors that keep them.
/// </summary>
internal static class NamespacePaths
{
    /// <summary>Those with a name or a process.</summary>
    /// <param name="wanted">Which processes are; null for all.</param>
    public static IEnumerable<NamespacePlace> All(Predicate<int>? wanted = null)
    {
        foreach (var path in Named())
        {
            yield return new NamespacePlace(path);
        }

        foreach (var process in Processes())
        {
            if (wanted?.Invoke(process) != false)
            {
                yield return new NamespacePlace(NativeNamespace.PathOf(process), process);
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
        foreach (var path in All().Select(place => place.Path).Concat(Held(wanted)))
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

    /// <summary>The descriptors of a namespace. Those of all processes are looked at, which takes long.</summary>
    private static IEnumerable<string> Held(ulong wanted)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"net:[{wanted}]");
        return from process in Processes()
               from path in FilesOf(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd"))
               where new FileInfo(path).LinkTarget == target
               select path;
    }

    private static IEnumerable<int> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var name = folder.AsSpan(folder.LastIndexOf('/') + 1);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            {
                yield return process;
            }
        }
    }

    private static string[] Named() => FilesOf(NativeNamespace.NamedFolder);

    private static string[] FilesOf(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            // Nobody has given a name to any, or the process is gone, or another user's.
            return [];
        }
    }
}
