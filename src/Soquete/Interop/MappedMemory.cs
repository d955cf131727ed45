using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// Memory that a descriptor shares with the kernel (mmap(2)). Who reads it holds the handle meanwhile, so that it is
/// taken away only when nobody looks any more.
/// </summary>
internal sealed class MappedMemory : SafeHandle
{
    // sys/mman.h
    private const int Read = 1;
    private const int Write = 2;
    private const int Shared = 1;
    private static readonly nint Failed = -1;

    private MappedMemory(nint address, int length)
        : base(Failed, ownsHandle: true)
    {
        Length = length;
        SetHandle(address);
    }

    public int Length { get; }

    public override bool IsInvalid => handle == Failed;

    /// <summary>Maps a descriptor's memory from its start, to be read and written.</summary>
    public static Errno Map(SafeHandle descriptor, int length, out MappedMemory memory)
    {
        var address = LibC.Map(0, (nuint)length, Read | Write, Shared, descriptor, 0);
        var error = ErrnoText.Of(address);
        memory = new MappedMemory(address, length);
        return error;
    }

    /// <summary>A part of it, as good as the caller's hold on this handle (<see cref="SafeHandle.DangerousAddRef"/>).
    /// </summary>
    public Span<byte> Part(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);

        // SAFETY: the mapping has Length bytes, and the part lies within them. It stays for as long as the caller holds
        // the handle, which is said above.
        unsafe
        {
            return new Span<byte>((byte*)handle + offset, length);
        }
    }

    protected override bool ReleaseHandle() => LibC.Unmap(handle, (nuint)Length) == 0;
}
