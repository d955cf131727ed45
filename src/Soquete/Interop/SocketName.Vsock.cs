using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Names of vsock sockets: <c>sockaddr_vm</c> (vsock(7), linux/vm_sockets.h).</content>
internal readonly partial struct SocketName
{
    /// <summary>The length of <c>sockaddr_vm</c>, which is that of <c>sockaddr</c>.</summary>
    public const int VsockBytes = 16;

    private const int VsockPortOffset = 4;
    private const int VsockCidOffset = 8;
    private const int VsockFlagsOffset = 12;

    /// <summary><c>svm_flags</c>; 0 in other domains.</summary>
    public byte VsockFlags => HasVsock ? Bytes[VsockFlagsOffset] : (byte)0;

    private bool HasVsock => Domain == Interop.Domain.Vsock && _length >= VsockBytes;

    /// <summary>The name of a port of a machine. Both numbers stand in the order of the host.</summary>
    public static SocketName FromVsock(uint cid, uint port)
    {
        Span<byte> sockaddr = stackalloc byte[VsockBytes];
        sockaddr.Clear();
        WriteFamily(sockaddr, Interop.Domain.Vsock);
        MemoryMarshal.Write(sockaddr[VsockPortOffset..], in port);
        MemoryMarshal.Write(sockaddr[VsockCidOffset..], in cid);
        return new SocketName(sockaddr);
    }

    /// <summary>The CID and the port of a vsock name.</summary>
    public bool TryGetVsock(out uint cid, out uint port)
    {
        (cid, port) = HasVsock
            ? (MemoryMarshal.Read<uint>(Bytes[VsockCidOffset..]), MemoryMarshal.Read<uint>(Bytes[VsockPortOffset..]))
            : default;
        return HasVsock;
    }
}
