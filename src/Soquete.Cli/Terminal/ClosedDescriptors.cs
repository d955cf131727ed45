using Microsoft.Win32.SafeHandles;
using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Cli.Terminal;

/// <summary>Standard descriptors that were closed by whoever started the command.</summary>
/// <remarks>
/// A socket would get the number of one, and data meant for standard output would go to a peer. So what is free is
/// taken, and what the runtime took before is remembered as closed.
/// </remarks>
internal static class ClosedDescriptors
{
    private static readonly List<int> Closed = [];

    // Never disposed: the numbers stay taken for as long as the process lives.
    private static readonly List<SafeFileHandle> Placeholders = [];

    public static void Find()
    {
        for (var descriptor = StandardDescriptor.Input; descriptor <= StandardDescriptor.Error; descriptor++)
        {
            if (!StandardDescriptor.IsInherited(descriptor))
            {
                Closed.Add(descriptor);
                Take(descriptor);
            }
        }
    }

    public static bool Has(int descriptor) => Closed.Contains(descriptor);

    /// <summary>
    /// Refuses to begin what needs standard input and output where one of them was closed from the start.
    /// </summary>
    /// <exception cref="ClosedDescriptorException">One was.</exception>
    public static void RefuseIfNeeded(params ReadOnlySpan<Address> addresses)
    {
        foreach (var address in addresses)
        {
            if (address is StandardStreamsAddress)
            {
                RefuseIf(Has(StandardDescriptor.Output), "standard output is closed");
                RefuseIf(Has(StandardDescriptor.Input), "standard input is closed; /dev/null can stand in for it");
            }
        }
    }

    private static void RefuseIf(bool isClosed, string message)
    {
        if (isClosed)
        {
            throw new ClosedDescriptorException(message);
        }
    }

    /// <summary>Opens /dev/null the wrong way round, so that using the descriptor still fails with EBADF.</summary>
    private static void Take(int descriptor)
    {
        if (!StandardDescriptor.IsOpen(descriptor))
        {
            // open(2) gives the lowest number that is free.
            var access = descriptor == StandardDescriptor.Input ? FileAccess.Write : FileAccess.Read;
            Placeholders.Add(File.OpenHandle("/dev/null", FileMode.Open, access, FileShare.ReadWrite));
        }
    }
}
