using System.Net;
using System.Net.Sockets;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Probing;

/// <summary>
/// Who may be loaded with requests: this machine alone. An address is its own where a socket can be bound to it; a
/// neighbour on a veth(4) link is in another namespace of this machine, since both ends of such a link are. Behind a
/// router nobody knows.
/// </summary>
internal static class PingReach
{
    private const string VirtualLink = "veth";

    /// <summary>Why an address may not be loaded; null where it may.</summary>
    public static string? WhyNot(SafeSocketHandle socket, IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || IsOwn(address))
        {
            return null;
        }

        var device = address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: > 0 }
            ? Interfaces.NameOf((uint)address.ScopeId)
            : NeighbourLinks.DeviceTo(address);
        return device is not null && LinkDriver.NameOf(socket, device) == VirtualLink
            ? null
            : $"a flood, as any interval under {PingOptions.LoadingInterval.TotalMilliseconds} ms, is for this machine "
                + $"alone: {address} is neither an address of its own nor a neighbour on a {VirtualLink} link";
    }

    private static bool IsOwn(IPAddress address)
    {
        var end = new IPEndPoint(address, 0);
        var error = NativeSocket.Open(
            InternetPlan.DomainOf(end), SocketKind.Datagram, Protocol.Default, out var socket);
        using (socket)
        {
            return !IsGroup(address) && error == Errno.None
                && NativeSocket.Bind(socket, SocketName.FromInternet(end)) == Errno.None;
        }
    }

    /// <summary>A socket can be bound to a group's address, wherever its members are.</summary>
    private static bool IsGroup(IPAddress address) => address.IsIPv6Multicast
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] >= 224);
}
