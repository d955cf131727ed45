using Soquete.Interop;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Ends connections of others (SOCK_DESTROY of sock_diag(7)).</summary>
/// <remarks>Safe for use by several threads.</remarks>
public static class SocketDestroyer
{
    private const string Call = "SOCK_DESTROY";

    /// <summary>
    /// Ends a socket of TCP or UDP: calls on it fail with ECONNABORTED, and the peer of a TCP connection sees a reset.
    /// </summary>
    /// <param name="socket">The socket, in whatever network namespace. It is told by its cookie: one that came later at
    /// the same ends is left alone.</param>
    /// <returns>False where it was gone already.</returns>
    /// <exception cref="SoqueteException">
    /// Not permitted (it takes CAP_NET_ADMIN), not of TCP or UDP, or the kernel cannot (CONFIG_INET_DIAG_DESTROY).
    /// </exception>
    public static bool Close(SocketEntry socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket is not InternetSocketEntry { Family: SocketFamilies.Tcp or SocketFamilies.Udp } internet)
        {
            throw Failure.Of(
                Errno.EOPNOTSUPP, Call, socket.LocalText, "the kernel ends sockets of TCP and UDP alone");
        }

        var error = NativeNamespace.Current(out var own) == Errno.None && internet.NetworkNamespace == own.Inode
            ? CloseHere(internet)
            : CloseThere(internet, own);
        return error switch
        {
            Errno.None => true,
            // The second one says that what is there now has another cookie.
            Errno.ENOENT or Errno.ESTALE => false,
            _ => throw Failure.Of(error, Call, NameOf(internet), RemedyFor(error)),
        };
    }

    private static Errno CloseThere(InternetSocketEntry socket, FileIdentity own)
    {
        var error = Errno.ENOENT;
        NamespaceThread.Start(() => error = Enter(socket.NetworkNamespace, own)).End();
        return error;

        Errno Enter(ulong wanted, FileIdentity near)
        {
            var entering = NamespacePaths.TryEnter(wanted, near.Device);
            return entering == Errno.None ? CloseHere(socket) : entering;
        }
    }

    private static Errno CloseHere(InternetSocketEntry socket)
    {
        var error = NetlinkSocket.Open(NetlinkSocket.Diagnostics, out var diagnostics);
        if (error != Errno.None)
        {
            return error;
        }

        using (diagnostics!)
        {
            error = Ask(diagnostics!, socket);
            return error == Errno.ESTALE && IsThere(diagnostics!, socket) ? Errno.ENOTUNIQ : error;
        }
    }

    private static Errno Ask(NetlinkSocket diagnostics, InternetSocketEntry socket)
    {
        var identity = new DiagnosticsIdentity(
            socket.LocalName.IsIPv6, socket.LocalName.Number, (ushort)socket.LocalName.Port, socket.RemoteName.Number,
            (ushort)socket.RemoteName.Port, (uint)socket.InterfaceIndex, socket.Cookie);
        var protocol = socket.Family == SocketFamilies.Tcp ? Protocol.Tcp : Protocol.Udp;
        Span<byte> room = stackalloc byte[DiagnosticsRequest.MaxLength];
        var length = DiagnosticsRequest.Destroy(room, sequence: 1, (byte)protocol, identity);
        var error = diagnostics.Send(room[..length]);
        if (error != Errno.None)
        {
            return error;
        }

        Span<byte> answer = stackalloc byte[DiagnosticsRequest.MaxLength * 2];
        error = diagnostics.Receive(answer, out var count);
        if (error != Errno.None)
        {
            return error;
        }

        return NetlinkView.TryRead(answer[..count], out var message) && message.Type == NetlinkType.Error
            ? (Errno)message.Error
            : Errno.EBADMSG;
    }

    /// <summary>
    /// Whether it is there all the same: of sockets that share their name, such as listeners with SO_REUSEPORT, the
    /// kernel finds one by it, which is not always the one that is meant.
    /// </summary>
    private static bool IsThere(NetlinkSocket diagnostics, InternetSocketEntry socket)
    {
        var sockets = new List<SocketEntry>();
        var buffer = new byte[NetlinkSocket.ReceiveRoom];
        var sequence = 1u;
        var dump = socket.Family == SocketFamilies.Tcp
            ? InternetDump.OfTcp(socket.NetworkNamespace, asksTcp: false)
            : InternetDump.Of(socket.NetworkNamespace, SocketFamilies.Udp, socket.LocalName.IsIPv6);
        return dump.Run(diagnostics, buffer, ref sequence, sockets, CancellationToken.None) == Errno.None
            && sockets.Exists(other => other.Cookie == socket.Cookie);
    }

    private static string NameOf(InternetSocketEntry socket) =>
        socket.RemoteText.Length == 0 ? socket.LocalText : $"{socket.LocalText} to {socket.RemoteText}";

    private static string? RemedyFor(Errno error) => error switch
    {
        Errno.EPERM or Errno.EACCES =>
            "it takes CAP_NET_ADMIN, and CAP_SYS_ADMIN in another network namespace (run as root)",
        Errno.EOPNOTSUPP => "this kernel ends no such sockets (CONFIG_INET_DIAG_DESTROY), or none in their state",
        Errno.ENOTUNIQ => "other sockets share its name, and the kernel finds one of those by it",
        _ => null,
    };
}
