using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct io_uring_sqe</c> (io_uring_enter(2)): one operation for the kernel.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct RingSubmission
{
    [FieldOffset(0)]
    public RingOperationCode Code;

    [FieldOffset(1)]
    public RingSubmissionFlags Flags;

    /// <summary>IORING_RECV_*, IORING_ACCEPT_*.</summary>
    [FieldOffset(2)]
    public ushort Priority;

    [FieldOffset(4)]
    public int Descriptor;

    /// <summary>An offset, or a second address: addr2.</summary>
    [FieldOffset(8)]
    public ulong Offset;

    [FieldOffset(16)]
    public ulong Address;

    [FieldOffset(24)]
    public uint Length;

    /// <summary>MSG_*, the signals of a poll, IORING_ASYNC_CANCEL_*, IORING_TIMEOUT_*.</summary>
    [FieldOffset(28)]
    public uint OperationFlags;

    [FieldOffset(32)]
    public ulong UserData;

    [FieldOffset(40)]
    public ushort BufferGroup;

    [FieldOffset(42)]
    public ushort Personality;

    [FieldOffset(44)]
    public int FileIndex;

    [FieldOffset(48)]
    public ulong Address3;

    [FieldOffset(56)]
    public ulong Padding;
}

/// <summary>IORING_OP_*, those in use.</summary>
internal enum RingOperationCode : byte
{
    Nop = 0,
    PollAdd = 6,
    Timeout = 11,
    Accept = 13,
    AsyncCancel = 14,
    LinkTimeout = 15,
    Connect = 16,
    Send = 26,
    Receive = 27,
    SendZeroCopy = 47,
}

/// <summary>IOSQE_*.</summary>
[Flags]
internal enum RingSubmissionFlags : byte
{
    None = 0,
    Link = 1 << 2,
    BufferSelect = 1 << 5,
    SkipSuccess = 1 << 6,
}

/// <summary>What goes with an operation's own field.</summary>
internal static class RingOperationFlags
{
    /// <summary>IORING_RECVSEND_POLL_FIRST: waits before it tries.</summary>
    public const ushort PollFirst = 1 << 0;

    /// <summary>IORING_RECV_MULTISHOT.</summary>
    public const ushort ReceiveMultishot = 1 << 1;

    /// <summary>IORING_ACCEPT_MULTISHOT.</summary>
    public const ushort AcceptMultishot = 1 << 0;

    /// <summary>IORING_POLL_ADD_MULTI, in the length of a poll.</summary>
    public const uint PollMultishot = 1 << 0;

    /// <summary>IORING_ASYNC_CANCEL_ALL.</summary>
    public const uint CancelAll = 1 << 0;

    /// <summary>IORING_ASYNC_CANCEL_ANY.</summary>
    public const uint CancelAny = 1 << 2;
}
