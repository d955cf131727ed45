using Microsoft.Win32.SafeHandles;
using Soquete.Streams;

namespace Soquete.Cli.Terminal;

/// <summary>
/// Standard descriptors that were closed by whoever started the command. The next socket would get such a number, and
/// data meant for standard output would go to a peer. Each is filled with /dev/null opened the wrong way round, so that
/// using it still fails with EBADF.
/// </summary>
internal static class ClosedDescriptors
{
    // Never disposed: the descriptors stay taken for as long as the process lives.
    private static readonly List<SafeFileHandle> Placeholders = [];

    public static void Fill()
    {
        for (var descriptor = StandardDescriptor.Input; descriptor <= StandardDescriptor.Error; descriptor++)
        {
            if (!StandardDescriptor.IsOpen(descriptor))
            {
                // open(2) gives the lowest number that is free.
                Placeholders.Add(File.OpenHandle(
                    "/dev/null", FileMode.Open, descriptor == StandardDescriptor.Input ? FileAccess.Write : FileAccess.Read, FileShare.ReadWrite));
            }
        }
    }
}
