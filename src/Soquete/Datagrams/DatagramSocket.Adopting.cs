using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;
using Soquete.Planning;

namespace Soquete.Datagrams;

/// <content>Sockets from elsewhere.</content>
public sealed partial class DatagramSocket
{
    /// <summary>Takes over a datagram socket, over UDP or in the unix domain: one that was passed, say.</summary>
    /// <remarks>
    /// Over UDP it is asked to tell of arrivals and errors as any other here; a group that it joined stays joined. A
    /// path that it is bound to is not removed on closing.
    /// </remarks>
    /// <param name="socket">
    /// A socket that is bound or connected. It is owned from here on; where this throws, it is not.
    /// </param>
    /// <exception cref="SoqueteException">It is no such socket, or neither bound nor connected.</exception>
    public static DatagramSocket Adopt(SafeSocketHandle socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        var text = $"fd {NativeSocket.Number(socket)}";
        if (!IsDatagramSocket(socket))
        {
            throw new SoqueteException(FailureKind.Usage, text, "it is no datagram socket");
        }

        Failure.ThrowIf(NativeSocket.LocalName(socket, out var local), "getsockname", text);
        SocketName? remote = NativeSocket.PeerName(socket, out var peer) == Errno.None ? peer : null;
        if (remote is null && IsUnbound(local))
        {
            throw new SoqueteException(FailureKind.Usage, text, "the socket is neither bound nor connected");
        }

        var address = AddressOf(remote ?? local, socket);
        if (address is UdpAddress udp && local.TryGetInternet(out var end))
        {
            var plan = UdpPlan.ToConnect(udp, end);
            (plan with { AfterConnect = plan.Settings }).SettleConnected(socket, text);
        }

        var part = new DatagramPart(socket, local, remote, path: null, Engine.Default, address);
        return new DatagramSocket(address, [part], PeerFilter.For(address));
    }

    private static bool IsDatagramSocket(SafeSocketHandle socket) => NativeSocket.IsSocket(socket)
        && NativeSocket.GetOption(socket, SocketOption.SoType, out var type) == Errno.None
        && type == SocketKind.Datagram
        && NativeSocket.GetOption(socket, SocketOption.SoDomain, out var domain) == Errno.None
        && domain is Domain.Unix or Domain.Inet or Domain.Inet6;

    private static bool IsUnbound(in SocketName local) =>
        local.TryGetInternet(out var end) ? end.Port == 0 : local.IsUnnamed;

    /// <summary>The address that leads to a name; of one that none leads to, the descriptor.</summary>
    private static Address AddressOf(in SocketName name, SafeSocketHandle socket)
    {
        if (name.Unmapped().TryGetInternet(out var end))
        {
            var isAny = end.Address.Equals(IPAddress.Any) || end.Address.Equals(IPAddress.IPv6Any);
            return new UdpAddress(isAny ? Host.Any : Host.FromAddress(end.Address), Port.FromNumber(end.Port));
        }

        var path = name.Path ?? (name.AbstractName is { } text ? "@" + text : null);
        return path is null
            ? DescriptorAddress.FromNumber((int)socket.DangerousGetHandle())
            : new UnixDatagramAddress(path);
    }
}
