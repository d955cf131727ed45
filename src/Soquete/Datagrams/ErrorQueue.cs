using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>The queue of a socket's ICMP errors (IP_RECVERR, ip(7)).</summary>
internal static class ErrorQueue
{
    /// <summary><c>struct sock_extended_err</c>, with the offender's name behind it.</summary>
    private const int ErrorBytes = 16;

    /// <summary>Whether it is what the kernel makes of an ICMP error (RFC 1122 §3.2.2, RFC 4443 §3).</summary>
    public static bool CanBe(Errno error) => error is Errno.ECONNREFUSED or Errno.EHOSTUNREACH or Errno.ENETUNREACH
        or Errno.EMSGSIZE or Errno.EPROTO or Errno.ENOPROTOOPT or Errno.EOPNOTSUPP or Errno.EHOSTDOWN or Errno.ENONET
        or Errno.EACCES or Errno.ENETDOWN;

    /// <summary>The next error; null where there is none.</summary>
    public static UndeliverableDatagram? Take(SafeSocketHandle socket, out Errno error)
    {
        if (!TryTake(socket, [], out var taken))
        {
            error = Errno.None;
            return null;
        }

        error = taken.Error;
        return new UndeliverableDatagram(
            new DatagramPeer(taken.Peer), Failure.KindOf(error), ErrnoText.Name(error), taken.Offender,
            error == Errno.EMSGSIZE && taken.Info > 0 ? (int)taken.Info : null);
    }

    /// <summary>The next error, with what it quotes.</summary>
    /// <param name="socket">The socket, which was asked to tell of errors.</param>
    /// <param name="quoted">Where the quoted bytes go; what does not fit is left out.</param>
    /// <param name="taken">The error.</param>
    /// <returns>Whether there was one.</returns>
    public static bool TryTake(SafeSocketHandle socket, Span<byte> quoted, out QueuedError taken)
    {
        Span<byte> name = stackalloc byte[SocketNameBytes.Size];
        Span<byte> control = stackalloc byte[512];
        taken = default;
        if (NativeMessages.Receive(socket, quoted, name, control, MessageFlags.ErrorQueue, out var receipt)
            != Errno.None)
        {
            return false;
        }

        var peer = SocketName.FromBytes(name[..receipt.NameLength]).Unmapped();
        var count = Math.Min(receipt.Length, quoted.Length);
        return TryRead(control[..receipt.ControlLength], peer, count, out taken);
    }

    private static bool TryRead(ReadOnlySpan<byte> control, in SocketName peer, int count, out QueuedError taken)
    {
        var left = control;
        while (ControlMessage.TryRead(ref left, out var message))
        {
            if ((message.Kind == ControlKind.IpError || message.Kind == ControlKind.Ipv6Error)
                && message.Data.Length >= ErrorBytes)
            {
                taken = Read(message.Data, peer, count, DatagramFacts.Read(control));
                return true;
            }
        }

        taken = default;
        return false;
    }

    private static QueuedError Read(ReadOnlySpan<byte> data, in SocketName peer, int count, in DatagramFacts facts)
    {
        var offender = SocketName.FromBytes(data[ErrorBytes..]).Unmapped();
        var error = new QueuedError
        {
            Error = (Errno)MemoryMarshal.Read<uint>(data),
            Origin = data[4],
            Type = data[5],
            Code = data[6],
            Info = MemoryMarshal.Read<uint>(data[8..]),
            Peer = peer,
            Offender = null,
            Count = count,
            // struct sock_ee_data_rfc4884, whose first field is the length before the extension.
            ExtensionOffset = MemoryMarshal.Read<ushort>(data[12..]),
            Facts = facts,
        };
        return !error.IsLocal && offender.TryGetInternet(out var end) ? error with { Offender = end.Address } : error;
    }
}
