using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>
/// What happens in a child before its program runs (posix_spawn(3)): a process group of its own, so that its
/// descendants can be ended and waited for with it, and SIGPIPE, which the runtime ignores, back at its default.
/// </summary>
internal sealed class SpawnSettings : IDisposable
{
    // glibc has 80 bytes for the actions, 336 for the attributes and 128 for a set of signals.
    private const int BlockBytes = 512;
    private const short SetProcessGroup = 0x02;
    private const short SetDefaultSignals = 0x04;
    private const short SetSession = 0x80;

    private readonly nint _block = Marshal.AllocHGlobal(3 * BlockBytes);

    public SpawnSettings()
    {
        Check(LibC.InitialiseActions(Actions));
        Check(LibC.InitialiseAttributes(Attributes));
        Check(LibC.SetFlags(Attributes, SetProcessGroup | SetDefaultSignals));
        Check(LibC.FillSignals(Signals));
        Check(LibC.SetDefaultSignals(Attributes, Signals));
    }

    public nint Actions => _block;

    public nint Attributes => _block + BlockBytes;

    private nint Signals => _block + (2 * BlockBytes);

    public void Duplicate(SafeFileHandle descriptor, int target) =>
        Check(LibC.AddDuplicate(Actions, descriptor, target));

    /// <summary>
    /// A session of its own, whose terminal is the one that it opens first, as its three standard descriptors.
    /// </summary>
    public void Control(PseudoTerminal terminal)
    {
        Check(LibC.SetFlags(Attributes, SetSession | SetDefaultSignals));
        for (var target = 0; target <= 2; target++)
        {
            Check(LibC.AddOpen(Actions, target, terminal.Path, LibC.ReadWrite, 0));
        }
    }

    public void Dispose()
    {
        Check(LibC.DestroyActions(Actions));
        Check(LibC.DestroyAttributes(Attributes));
        Marshal.FreeHGlobal(_block);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"posix_spawn: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }
}
