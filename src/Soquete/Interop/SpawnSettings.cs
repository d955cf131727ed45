using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>What happens in a child before its program runs (posix_spawn(3)).</summary>
/// <remarks>
/// Every signal gets its default disposition back, SIGPIPE above all, which the runtime ignores and exec would keep so;
/// and none is blocked.
/// </remarks>
internal sealed unsafe class SpawnSettings : IDisposable
{
    // glibc has 80 bytes for the actions, 336 for the attributes and 128 for a set of signals; musl no more.
    internal const int BlockBytes = 1024;
    private const short SetDefaultSignals = 0x04;
    private const short SetSignalMask = 0x08;

    private readonly nint _actions = Allocate();
    private readonly nint _attributes = Allocate();

    public SpawnSettings()
    {
        Check(LibC.InitialiseActions(_actions));
        Check(LibC.InitialiseAttributes(_attributes));
        Check(LibC.SetAttributeFlags(_attributes, SetDefaultSignals | SetSignalMask));
        using var signals = new NativeBuffer(BlockBytes);
        _ = LibC.FillSignals(signals.Address);
        Check(LibC.SetDefaultSignals(_attributes, signals.Address));
        _ = LibC.EmptySignals(signals.Address);
        Check(LibC.SetSignalMask(_attributes, signals.Address));
    }

    public nint Actions => _actions;

    public nint Attributes => _attributes;

    /// <summary>The child gets the descriptor under another number; there it is no longer close-on-exec.</summary>
    public void Duplicate(int descriptor, int target) => Check(LibC.AddDuplicate(_actions, descriptor, target));

    public void Dispose()
    {
        _ = LibC.DestroyActions(_actions);
        _ = LibC.DestroyAttributes(_attributes);

        // SAFETY: both came from AllocZeroed, and are freed here alone.
        NativeMemory.Free((void*)_actions);
        NativeMemory.Free((void*)_attributes);
    }

    // SAFETY: owned by this object until Dispose.
    private static nint Allocate() => (nint)NativeMemory.AllocZeroed(BlockBytes);

    // None of these can fail but for want of memory.
    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"posix_spawn: {ErrnoText.Name((Errno)error)}");
        }
    }
}
