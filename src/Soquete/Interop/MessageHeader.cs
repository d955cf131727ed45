using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct msghdr</c> (recvmsg(2)), the same on every 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MessageHeader
{
    public const int Size = 56;

    public nint Name;
    public int NameLength;
    public nint Vectors;
    public nuint VectorCount;
    public nint Control;
    public nuint ControlLength;
    public MessageFlags Flags;
}

/// <summary><c>struct mmsghdr</c> (recvmmsg(2)): a message and how many bytes of it passed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CountedMessageHeader
{
    public const int Size = 64;

    public MessageHeader Header;
    public uint Count;
}

/// <summary><c>struct iovec</c> (iovec(3type)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MessageVector
{
    public const int Size = 16;

    public nint Base;
    public nuint Length;
}

/// <summary>The flags of send(2) and recv(2), given and taken.</summary>
[Flags]
internal enum MessageFlags
{
    None = 0,

    /// <summary>Descriptors or other control data did not fit (<c>MSG_CTRUNC</c>).</summary>
    ControlTruncated = 0x8,

    /// <summary>
    /// The datagram did not fit; asked for, the whole length is told all the same (<c>MSG_TRUNC</c>).
    /// </summary>
    Truncated = 0x20,

    /// <summary>Do not wait (<c>MSG_DONTWAIT</c>).</summary>
    DoNotWait = 0x40,

    /// <summary>From the queue of errors (<c>MSG_ERRQUEUE</c>).</summary>
    ErrorQueue = 0x2000,

    /// <summary>No SIGPIPE (<c>MSG_NOSIGNAL</c>).</summary>
    NoSignal = 0x4000,

    /// <summary>Wait for the first message, and for no other (<c>MSG_WAITFORONE</c>, recvmmsg(2)).</summary>
    WaitForOne = 0x10000,

    /// <summary>Descriptors that come get close-on-exec (<c>MSG_CMSG_CLOEXEC</c>).</summary>
    CloseOnExec = 0x40000000,
}
