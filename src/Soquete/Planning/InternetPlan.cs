using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What addresses of the internet domain become, whatever their protocol.</summary>
internal static class InternetPlan
{
    /// <summary>IP_PMTUDISC_DO and IPV6_PMTUDISC_DO (linux/in.h, linux/in6.h).</summary>
    private const int NeverFragment = 2;

    public static SocketPlan ToListen(InternetAddress address, IPEndPoint local) => address switch
    {
        UdpAddress udp => UdpPlan.ToReceive(udp, local),
        RawAddress raw => RawPlan.ToReceive(raw, local),
        _ => TcpPlan.ToListen((TcpAddress)address, local),
    };

    public static SocketPlan ToConnect(InternetAddress address, IPEndPoint remote) => address switch
    {
        UdpAddress udp => UdpPlan.ToConnect(udp, remote),
        RawAddress raw => RawPlan.ToConnect(raw, remote),
        _ => TcpPlan.ToConnect((TcpAddress)address, remote),
    };

    /// <summary>
    /// One IPv6 socket serves both versions where every address is meant; else each address has a socket of its own.
    /// </summary>
    public static bool TakesBothVersions(InternetAddress address, IPEndPoint local) =>
        address is TransportAddress { Family: InternetFamily.Any, IPv6Only: not true }
        && local.Address.Equals(IPAddress.IPv6Any);

    public static int DomainOf(IPEndPoint end) =>
        end.AddressFamily == AddressFamily.InterNetwork ? Domain.Inet : Domain.Inet6;

    public static SocketName? LocalName(SourceEnd? source, AddressFamily family)
    {
        var any = family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        return source is null ? null : SocketName.FromInternet(new IPEndPoint(source.Address ?? any, source.Port));
    }

    /// <summary>What every socket of the internet domain can be told: interface, buffers, codepoint.</summary>
    public static SettingList Shared(InternetAddress address, AddressFamily family)
    {
        var settings = new SettingList();
        settings.Add(SocketOption.SoBindToDevice, address.Interface);
        AddBuffers(settings, address);
        AddDscp(settings, address, family);
        return settings;
    }

    /// <summary>
    /// What the kernel is to tell of each datagram that arrives, and of those that did not: the address and interface,
    /// the octet of its class, its TTL, ICMP errors.
    /// </summary>
    public static void AddArrivalsOverIPv4(SettingList settings)
    {
        settings.Add(SocketOption.IpPktInfo, 1);
        settings.Add(SocketOption.IpRecvTos, 1);
        settings.Add(SocketOption.IpRecvTtl, 1);
        settings.Add(SocketOption.IpRecvErr, 1);
    }

    /// <inheritdoc cref="AddArrivalsOverIPv4"/>
    public static void AddArrivalsOverIPv6(SettingList settings)
    {
        settings.Add(SocketOption.Ipv6RecvPktInfo, 1);
        settings.Add(SocketOption.Ipv6RecvTClass, 1);
        settings.Add(SocketOption.Ipv6RecvHopLimit, 1);
        settings.Add(SocketOption.Ipv6RecvErr, 1);
    }

    /// <summary>IP_MTU_DISCOVER and IPV6_MTU_DISCOVER; null leaves it to the kernel.</summary>
    public static int? MtuDiscover(bool? dontFragment) => dontFragment == true ? NeverFragment : null;

    public static void AddBuffers(SettingList settings, SocketEndAddress address)
    {
        settings.Add(SocketOption.SoSndBuf, address.SendBuffer);
        settings.Add(SocketOption.SoRcvBuf, address.ReceiveBuffer);
    }

    /// <summary>What a listener of either protocol can be told: who else may have the port, which versions.</summary>
    public static void AddSharing(SettingList settings, TransportAddress address, IPEndPoint local, bool reuses)
    {
        settings.Add(SocketOption.SoReuseAddr, address.ReuseAddress ?? (reuses ? true : null));
        settings.Add(SocketOption.SoReusePort, address.ReusePort);
        if (local.AddressFamily == AddressFamily.InterNetworkV6)
        {
            settings.Add(SocketOption.Ipv6V6Only, address.IPv6Only ?? !TakesBothVersions(address, local));
        }
    }

    /// <summary>
    /// The codepoint is the upper six bits of the octet (RFC 2474 §3). An IPv6 socket of a transport may carry IPv4, so
    /// it gets both.
    /// </summary>
    private static void AddDscp(SettingList settings, InternetAddress address, AddressFamily family)
    {
        var octet = address.Dscp << 2;
        if (family == AddressFamily.InterNetwork || address is TransportAddress)
        {
            settings.Add(SocketOption.IpTos, octet);
        }

        if (family == AddressFamily.InterNetworkV6)
        {
            settings.Add(SocketOption.Ipv6TClass, octet);
        }
    }
}
