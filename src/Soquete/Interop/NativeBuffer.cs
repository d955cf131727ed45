using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// A block outside of the managed heap, which stays where it is; zeroed, and freed by whoever owns it, or by the
/// finalizer where that was forgotten. Who gives its address away keeps it alive (<see cref="GC.KeepAlive"/>).
/// </summary>
internal sealed class NativeBuffer : IDisposable
{
    public NativeBuffer(int length)
    {
        Length = length;

        // SAFETY: the block belongs to this object alone; Dispose frees it, once.
        unsafe
        {
            Address = (nint)NativeMemory.AllocZeroed((nuint)length);
        }
    }

    /// <summary>Where it is; 0 once it is disposed.</summary>
    public nint Address { get; private set; }

    public int Length { get; }

    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(Address == 0, this);

            // SAFETY: the block has Length bytes. Its owner keeps the span no longer than this object.
            unsafe
            {
                return new Span<byte>((void*)Address, Length);
            }
        }
    }

    ~NativeBuffer() => Free();

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        // SAFETY: the address came from AllocZeroed, and is forgotten with it; freeing null does nothing.
        unsafe
        {
            NativeMemory.Free((void*)Address);
        }

        Address = 0;
    }
}
