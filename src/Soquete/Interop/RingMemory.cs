namespace Soquete.Interop;

/// <summary>
/// A part of a ring's memory, shared with the kernel (mmap(2)). It belongs to the ring's thread, which gives it back.
/// </summary>
internal readonly struct RingMemory
{
    // sys/mman.h
    private const int ReadWrite = 1 | 2;
    private const int SharedPopulated = 1 | 0x8000;
    private const int PrivateAnonymous = 2 | 0x20;

    private RingMemory(nint address, nuint length) => (Address, Length) = (address, length);

    public nint Address { get; }

    public nuint Length { get; }

    /// <summary>Maps a part of what the descriptor of a ring has.</summary>
    public static Errno OfRing(int ring, nint offset, long length, out RingMemory memory) =>
        Map(ring, offset, (nuint)length, SharedPopulated, out memory);

    /// <summary>Pages of this process's own, zeroed.</summary>
    public static Errno Pages(long length, out RingMemory memory) =>
        Map(-1, 0, (nuint)length, PrivateAnonymous, out memory);

    public void Free()
    {
        if (Length != 0)
        {
            Failure.ThrowIf(ErrnoText.Of(LibC.Unmap(Address, Length)), "munmap", address: null);
        }
    }

    private static Errno Map(int descriptor, nint offset, nuint length, int flags, out RingMemory memory)
    {
        var address = LibC.Map(0, length, ReadWrite, flags, descriptor, offset);
        // MAP_FAILED is -1, and no other address is negative in user space.
        var error = ErrnoText.Of(address);
        memory = error == Errno.None ? new RingMemory(address, length) : default;
        return error;
    }
}
