using System.Net;
using System.Net.Sockets;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Probing;

/// <summary>What the sockets of a trace are told, whatever the method.</summary>
internal static class TracePlan
{
    /// <summary>IP_PMTUDISC_DONT and IPV6_PMTUDISC_DONT (linux/in.h, linux/in6.h).</summary>
    private const int MayFragment = 0;

    /// <summary>
    /// IP_PMTUDISC_PROBE and IPV6_PMTUDISC_PROBE: not to be fragmented, whatever the kernel knows of the path.
    /// </summary>
    private const int ProbesPath = 3;

    /// <summary>Whoever throws errors at the socket is not to push out those of routers.</summary>
    private const int QueueBytes = 1 << 20;

    public static SocketPlan Of(IPEndPoint destination, TraceOptions options, int kind, int protocol)
    {
        var isIPv6 = destination.AddressFamily == AddressFamily.InterNetworkV6;
        var mtu = options.DontFragment || options.DiscoversMtu ? ProbesPath : MayFragment;
        var settings = new SettingList();
        settings.Add(SocketOption.SoBindToDevice, options.Interface);
        settings.Add(SocketOption.SoRcvBuf, QueueBytes);
        settings.Add(SocketOption.SoTimestampNs, 1);
        settings.Add(isIPv6 ? SocketOption.Ipv6RecvErr : SocketOption.IpRecvErr, 1);
        settings.Add(isIPv6 ? SocketOption.Ipv6RecvHopLimit : SocketOption.IpRecvTtl, 1);
        settings.Add(isIPv6 ? SocketOption.Ipv6MtuDiscover : SocketOption.IpMtuDiscover, mtu);
        settings.Add(isIPv6 ? SocketOption.Ipv6TClass : SocketOption.IpTos, options.Dscp << 2);
        return new SocketPlan(isIPv6 ? Domain.Inet6 : Domain.Inet, kind, protocol, settings)
        {
            Bind = options.Source is { } source ? SocketName.FromInternet(new IPEndPoint(source, 0)) : null,
            Remote = SocketName.FromInternet(destination),
        };
    }

    /// <summary>Opens the socket, and asks for extensions where the kernel knows them, from 5.9 on.</summary>
    /// <exception cref="SocketAuthorityException">This process lacks CAP_NET_RAW.</exception>
    public static SafeSocketHandle Open(SocketPlan plan, string name)
    {
        var socket = OpenWithAuthority(plan, name);
        var option = plan.Domain == Domain.Inet6 ? SocketOption.Ipv6RecvErrRfc4884 : SocketOption.IpRecvErrRfc4884;
        var error = NativeSocket.SetOption(socket, option, 1);
        if (error is not Errno.None and not Errno.ENOPROTOOPT)
        {
            socket.Dispose();
            throw Failure.Of(error, $"setsockopt {option.NameText}", name);
        }

        return socket;
    }

    /// <summary>Takes a TCP port, so that nobody else's connection has it.</summary>
    public static SafeSocketHandle ReservePort(IPAddress address, out int port)
    {
        var name = SocketName.FromInternet(new IPEndPoint(address, 0));
        Failure.ThrowIf(
            NativeSocket.Open(name.Domain, SocketKind.Stream, Protocol.Tcp, out var socket), "socket",
            address.ToString());
        var error = NativeSocket.Bind(socket, name);
        port = 0;
        if (error == Errno.None && (error = NativeSocket.LocalName(socket, out var local)) == Errno.None
            && local.TryGetInternet(out var end))
        {
            port = end.Port;
            return socket;
        }

        socket.Dispose();
        throw Failure.Of(error, "bind", address.ToString());
    }

    private static SafeSocketHandle OpenWithAuthority(SocketPlan plan, string name)
    {
        try
        {
            return plan.Open(name);
        }
        catch (SocketAuthorityException lacking) when (plan.Kind == SocketKind.Raw)
        {
            throw new SocketAuthorityException(
                name, lacking.Problem, lacking.ErrorName!, $"{lacking.Remedy}; UDP probes need no authority");
        }
    }
}
