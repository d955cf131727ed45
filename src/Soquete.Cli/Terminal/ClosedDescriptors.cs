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
    private static readonly Dictionary<int, SafeFileHandle> Placeholders = [];

    public static void Fill()
    {
        for (var descriptor = StandardDescriptor.Input; descriptor <= StandardDescriptor.Error; descriptor++)
        {
            if (!StandardDescriptor.IsOpen(descriptor))
            {
                // open(2) gives the lowest number that is free.
                var access = descriptor == StandardDescriptor.Input ? FileAccess.Write : FileAccess.Read;
                Placeholders[descriptor] = File.OpenHandle("/dev/null", FileMode.Open, access, FileShare.ReadWrite);
            }
        }
    }

    /// <summary>Refuses to begin what needs standard input and output when one of them was closed from the start.</summary>
    /// <exception cref="IOException">One was.</exception>
    public static void ThrowIfAny()
    {
        if (Placeholders.ContainsKey(StandardDescriptor.Output))
        {
            throw new ClosedDescriptorException("standard output is closed");
        }

        if (Placeholders.ContainsKey(StandardDescriptor.Input))
        {
            throw new ClosedDescriptorException("standard input is closed; /dev/null can stand in for it");
        }
    }
}

/// <summary>A standard descriptor that is needed was closed from the start.</summary>
internal sealed class ClosedDescriptorException(string message) : IOException(message);
