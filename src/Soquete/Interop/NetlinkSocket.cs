using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// A socket of netlink(7), which speaks with the kernel alone, of the network namespace that its thread is in when it
/// is opened.
/// </summary>
internal sealed class NetlinkSocket : IDisposable
{
    /// <summary>NETLINK_ROUTE (rtnetlink(7)).</summary>
    public const int Route = 0;

    /// <summary>NETLINK_SOCK_DIAG (sock_diag(7)).</summary>
    public const int Diagnostics = 4;

    /// <summary>
    /// Room for what one call receives: the kernel makes the parts of an answer as large as the room, and 32 KiB at
    /// most.
    /// </summary>
    public const int ReceiveRoom = 32 * 1024;

    // struct sockaddr_nl: the family, two bytes of padding, the port and a bit for each group.
    private const int NameBytes = 12;
    private const int GroupsOffset = 8;

    public NetlinkSocket(SafeSocketHandle handle) => Handle = handle;

    public SafeSocketHandle Handle { get; }

    /// <summary>Opens one that asks the kernel. It needs no name: the kernel gives it one with its first request.
    /// </summary>
    public static Errno Open(int protocol, out NetlinkSocket? opened)
    {
        var error = NativeSocket.Open(Domain.Netlink, SocketKind.Raw, protocol, out var handle);
        opened = error == Errno.None ? new NetlinkSocket(handle) : null;
        return error;
    }

    /// <summary>bind(2): from now on the kernel's notices to these groups are received.</summary>
    /// <param name="groups">A bit for each group, the lowest for group 1.</param>
    public Errno Join(uint groups)
    {
        Span<byte> name = stackalloc byte[NameBytes];
        name.Clear();
        MemoryMarshal.Write(name, (ushort)Domain.Netlink);
        MemoryMarshal.Write(name[GroupsOffset..], groups);
        return NativeSocket.Bind(Handle, SocketName.FromBytes(name));
    }

    /// <summary>Sends a request to the kernel.</summary>
    public Errno Send(ReadOnlySpan<byte> request) => NativeSocket.TrySend(Handle, request, out _);

    /// <summary>
    /// Receives without waiting, which is no hurry: the kernel has the next part of an answer ready when it gives one,
    /// and the first before send(2) comes back.
    /// </summary>
    public Errno Receive(Span<byte> buffer, out int count) => NativeSocket.TryReceive(Handle, buffer, out count);

    public void Dispose() => NativeFile.Close(Handle);
}
