using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Interop;

/// <summary>
/// An eventfd(2), which wakes a poll(2): readable from the first signal on. Safe for use by several threads.
/// </summary>
internal sealed class EventDescriptor : IDisposable
{
    /// <exception cref="SoqueteException">The process or the system has no descriptor left.</exception>
    public EventDescriptor()
    {
        var descriptor = LibC.EventDescriptor(0, NativeOpenFlags.CloseOnExec | NativeOpenFlags.NonBlock);
        Failure.ThrowIf(ErrnoText.Of(descriptor), "eventfd", address: null);
        Handle = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private EventDescriptor(int descriptor) => Handle = new SafeFileHandle(descriptor, ownsHandle: true);

    public SafeFileHandle Handle { get; }

    /// <summary>Opens one, where it is no surprise that there is no descriptor left.</summary>
    public static Errno Open(out EventDescriptor? opened)
    {
        var descriptor = LibC.EventDescriptor(0, NativeOpenFlags.CloseOnExec | NativeOpenFlags.NonBlock);
        var error = ErrnoText.Of(descriptor);
        opened = error == Errno.None ? new EventDescriptor(descriptor) : null;
        return error;
    }

    /// <summary>Makes it readable. EAGAIN says that its counter is full, so that it is readable already.</summary>
    public void Signal()
    {
        ulong one = 1;
        var error = NativeFile.Write(Handle, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in one)), out _);
        Failure.ThrowIf(error == Errno.EAGAIN ? Errno.None : error, "write", address: null);
    }

    public void Dispose() => Handle.Dispose();
}
