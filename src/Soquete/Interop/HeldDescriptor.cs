using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// A descriptor's number, which stays its own until this is disposed, even where the handle is closed meanwhile.
/// </summary>
internal readonly ref struct HeldDescriptor
{
    private readonly SafeHandle _handle;

    public HeldDescriptor(SafeHandle handle)
    {
        var isHeld = false;
        handle.DangerousAddRef(ref isHeld);
        _handle = handle;
        Number = (int)handle.DangerousGetHandle();
    }

    public int Number { get; }

    public void Dispose() => _handle.DangerousRelease();
}
