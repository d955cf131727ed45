using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct io_uring_cqe</c> (io_uring(7)): what came of an operation.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingCompletion
{
    public ulong UserData;

    /// <summary>A count or a descriptor; negative, the number of an error.</summary>
    public int Result;

    public RingCompletionFlags Flags;

    public readonly bool HasMore => (Flags & RingCompletionFlags.More) != 0;

    public readonly bool HasBuffer => (Flags & RingCompletionFlags.Buffer) != 0;

    /// <summary>Whether the kernel goes on filling the buffer.</summary>
    public readonly bool HasMoreOfBuffer => (Flags & RingCompletionFlags.BufferMore) != 0;

    public readonly ushort BufferId => (ushort)((uint)Flags >> 16);

    public readonly Errno Error => Result < 0 ? (Errno)(-Result) : Errno.None;
}

/// <summary>IORING_CQE_F_*; the upper half is a buffer's number.</summary>
[Flags]
internal enum RingCompletionFlags : uint
{
    None = 0,
    Buffer = 1 << 0,
    More = 1 << 1,
    SocketNonEmpty = 1 << 2,
    Notification = 1 << 3,
    BufferMore = 1 << 4,
}
