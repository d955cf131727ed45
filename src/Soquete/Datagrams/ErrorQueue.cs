using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>The queue of a socket's ICMP errors (IP_RECVERR, ip(7)).</summary>
internal static class ErrorQueue
{
    /// <summary><c>struct sock_extended_err</c>, with the offender's name behind it.</summary>
    private const int ErrorBytes = 16;

    private const byte OriginLocal = 1;

    /// <summary>Whether it is what the kernel makes of an ICMP error (RFC 1122 §3.2.2, RFC 4443 §3).</summary>
    public static bool CanBe(Errno error) => error is Errno.ECONNREFUSED or Errno.EHOSTUNREACH or Errno.ENETUNREACH
        or Errno.EMSGSIZE or Errno.EPROTO or Errno.ENOPROTOOPT or Errno.EOPNOTSUPP or Errno.EHOSTDOWN or Errno.ENONET
        or Errno.EACCES or Errno.ENETDOWN;

    /// <summary>The next error; null where there is none.</summary>
    public static UndeliverableDatagram? Take(SafeSocketHandle socket, out Errno error)
    {
        error = Errno.None;
        Span<byte> name = stackalloc byte[SocketNameBytes.Size];
        Span<byte> control = stackalloc byte[512];
        if (NativeMessages.Receive(socket, [], name, control, MessageFlags.ErrorQueue, out var receipt) != Errno.None)
        {
            return null;
        }

        ReadOnlySpan<byte> left = control[..receipt.ControlLength];
        while (ControlMessage.TryRead(ref left, out var message))
        {
            if ((message.Kind == ControlKind.IpError || message.Kind == ControlKind.Ipv6Error)
                && message.Data.Length >= ErrorBytes)
            {
                error = (Errno)MemoryMarshal.Read<uint>(message.Data);
                return Read(message.Data, error, SocketName.FromBytes(name[..receipt.NameLength]).Unmapped());
            }
        }

        return null;
    }

    private static UndeliverableDatagram Read(ReadOnlySpan<byte> data, Errno error, in SocketName peer)
    {
        var info = MemoryMarshal.Read<uint>(data[8..]);
        var isLocal = data[4] <= OriginLocal;
        var offender = SocketName.FromBytes(data[ErrorBytes..]).Unmapped();
        return new UndeliverableDatagram(
            new DatagramPeer(peer), Failure.KindOf(error), ErrnoText.Name(error),
            !isLocal && offender.TryGetInternet(out var end) ? end.Address : null,
            error == Errno.EMSGSIZE && info > 0 ? (int)info : null);
    }
}
