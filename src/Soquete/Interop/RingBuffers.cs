using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct io_uring_buf</c>: a buffer that the kernel may receive into.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingBuffer
{
    public ulong Address;
    public uint Length;
    public ushort Id;

    /// <summary>In the first entry the ring's tail lies here.</summary>
    public ushort Tail;
}

/// <summary><c>struct io_uring_buf_reg</c> (io_uring_register(2), IORING_REGISTER_PBUF_RING).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingBufferRegistration
{
    public ulong Address;
    public uint Entries;
    public ushort Group;
    public RingBufferFlags Flags;
    public ulong Reserved1;
    public ulong Reserved2;
    public ulong Reserved3;
}

/// <summary>IOU_PBUF_RING_*.</summary>
[Flags]
internal enum RingBufferFlags : ushort
{
    None = 0,

    /// <summary>The kernel fills a buffer bit by bit, not one a receive.</summary>
    Incremental = 1 << 1,
}
