using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Connections;

/// <summary>A connected socket that comes from elsewhere: what it is, and who talks to whom on it.</summary>
internal static class ConnectedSocket
{
    /// <summary>Whether it is of the unix domain.</summary>
    public static bool IsUnix(SafeSocketHandle socket) => NativeSocket.IsOfDomain(socket, Domain.Unix);

    /// <summary>Reads its association.</summary>
    /// <param name="socket">The socket; it stays the caller's.</param>
    /// <param name="kind">The type that it has to have.</param>
    /// <param name="kindText">What that is called.</param>
    /// <exception cref="SoqueteException">It is no such socket, or not connected.</exception>
    public static Association Require(SafeSocketHandle socket, int kind, string kindText)
    {
        if (!IsOfKind(socket, kind))
        {
            throw new SoqueteException(FailureKind.Usage, Text(socket), $"it is no {kindText} socket");
        }

        if (NativeSocket.GetOption(socket, SocketOption.SoAcceptConn, out var listens) == Errno.None && listens != 0)
        {
            throw new SoqueteException(FailureKind.Usage, Text(socket), "the socket listens");
        }

        var error = NativeSocket.PeerName(socket, out var peer);
        if (error != Errno.None)
        {
            throw new SoqueteException(
                FailureKind.Usage, Text(socket), "the socket is not connected", "getpeername", ErrnoText.Name(error));
        }

        Failure.ThrowIf(NativeSocket.LocalName(socket, out var local), "getsockname", Text(socket));
        return Of(local, peer, kind);
    }

    /// <summary>The association of a connected socket.</summary>
    public static Association Of(in SocketName local, in SocketName peer, int kind) =>
        new(ProtocolOf(local, kind), SocketEnd.Of(WithOwnCid(local, peer)), SocketEnd.Of(peer));

    /// <summary>What the protocol of a socket with connections is called.</summary>
    public static string ProtocolOf(in SocketName local, int kind) => (local.Domain, kind) switch
    {
        (Domain.Unix, SocketKind.Stream) => "unix",
        (Domain.Unix, _) => "unix-seqpacket",
        (Domain.Vsock, _) => "vsock",
        _ => "tcp",
    };

    /// <summary>Whether streams of the domain are known here.</summary>
    public static bool HasStreams(int domain) =>
        domain is Domain.Unix or Domain.Inet or Domain.Inet6 or Domain.Vsock;

    /// <summary>Of a vsock socket that connected the kernel tells the port alone: its CID is this machine's.</summary>
    private static SocketName WithOwnCid(in SocketName local, in SocketName peer)
    {
        if (!local.TryGetVsock(out var cid, out var port) || cid != ContextId.Any)
        {
            return local;
        }

        var isLoopback = peer.TryGetVsock(out var peerCid, out _) && peerCid == ContextId.Local;
        return SocketName.FromVsock(isLoopback ? ContextId.Local : VsockDevice.OwnCid() ?? ContextId.Any, port);
    }

    /// <summary>Packets in sequence are the unix domain's alone here; SCTP and vsock have some of their own.</summary>
    private static bool IsOfKind(SafeSocketHandle socket, int kind) =>
        NativeSocket.IsSocket(socket)
        && NativeSocket.GetOption(socket, SocketOption.SoType, out var type) == Errno.None && type == kind
        && NativeSocket.GetOption(socket, SocketOption.SoDomain, out var domain) == Errno.None
        && (domain == Domain.Unix || (kind == SocketKind.Stream && HasStreams(domain)));

    private static string Text(SafeSocketHandle socket) => $"fd {NativeSocket.Number(socket)}";
}
