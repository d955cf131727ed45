using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>Memory outside of the managed heap, zeroed, freed when it is disposed.</summary>
internal readonly unsafe ref struct NativeBuffer(nuint length)
{
    // SAFETY: the block belongs to this struct alone, and is freed once, by Dispose.
    public nint Address { get; } = (nint)NativeMemory.AllocZeroed(length);

    public nuint Length { get; } = length;

    // SAFETY: Address came from AllocZeroed.
    public void Dispose() => NativeMemory.Free((void*)Address);
}
