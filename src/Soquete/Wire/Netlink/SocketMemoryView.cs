using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// The buffers of a socket: numbers of four bytes in the order of SK_MEMINFO_* (linux/sock_diag.h). Kernels give as
/// many as they know; what is not there is 0.
/// </summary>
internal readonly ref struct SocketMemoryView(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Whether there is anything at all.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    public uint ReceiveBytes => At(0);

    public uint ReceiveLimit => At(1);

    public uint SendBytes => At(2);

    public uint SendLimit => At(3);

    public uint ForwardBytes => At(4);

    public uint QueuedBytes => At(5);

    public uint OptionBytes => At(6);

    public uint BacklogBytes => At(7);

    public uint Drops => At(8);

    private uint At(int index) => _bytes.Length < (index + 1) * sizeof(uint)
        ? 0
        : MemoryMarshal.Read<uint>(_bytes[(index * sizeof(uint))..]);
}
