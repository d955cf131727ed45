using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What a UDP address becomes.</summary>
internal static class UdpPlan
{
    private const int InterfaceScope = 1;
    private const int LinkScope = 2;

    public static SocketPlan ToConnect(UdpAddress address, IPEndPoint remote)
    {
        var index = GroupInterface.IndexOf(address);
        return Of(remote, Settings(address, remote.AddressFamily, index)) with
        {
            Bind = InternetPlan.LocalName(address.Bind, remote.AddressFamily),
            Remote = SocketName.FromInternet(remote),
        };
    }

    /// <summary>
    /// A group is bound to by its own address, so that nothing but what is sent to the group arrives (ip(7)).
    /// </summary>
    public static SocketPlan ToReceive(UdpAddress address, IPEndPoint local)
    {
        var index = GroupInterface.IndexOf(address);
        var settings = Settings(address, local.AddressFamily, index);
        InternetPlan.AddSharing(settings, address, local, reuses: address.IsMulticast);
        return Of(local, settings) with
        {
            Bind = SocketName.FromInternet(OnLink(local, index)),
            AfterBind = [.. Joins(address, local, index)],
        };
    }

    /// <summary>bind(2) takes a group of one link or interface with that link alone (RFC 4291 §2.7).</summary>
    private static IPEndPoint OnLink(IPEndPoint local, int? groupInterface) =>
        groupInterface is { } index && local.Address is { IsIPv6Multicast: true, ScopeId: 0 } group
        && (group.GetAddressBytes()[1] & 0x0F) is InterfaceScope or LinkScope
            ? new IPEndPoint(new IPAddress(group.GetAddressBytes(), index), local.Port)
            : local;

    private static SocketPlan Of(IPEndPoint end, SettingList settings) =>
        new(InternetPlan.DomainOf(end), SocketKind.Datagram, Protocol.Udp, settings);

    private static SettingList Settings(UdpAddress address, AddressFamily family, int? groupInterface)
    {
        var settings = InternetPlan.Shared(address, family);
        settings.Add(SocketOption.SoBroadcast, address.Broadcast);
        settings.Add(SocketOption.SoTimestampNs, address.Timestamps);
        AddIPv4(settings, address, family, groupInterface);
        if (family == AddressFamily.InterNetworkV6)
        {
            AddIPv6(settings, address, groupInterface);
        }

        return settings;
    }

    /// <summary>An IPv6 socket may carry IPv4, so it is told these too, but for what it has no use for.</summary>
    private static void AddIPv4(SettingList settings, UdpAddress address, AddressFamily family, int? groupInterface)
    {
        InternetPlan.AddArrivalsOverIPv4(settings);
        settings.Add(SocketOption.IpMulticastAll, 0);
        settings.Add(SocketOption.IpMtuDiscover, InternetPlan.MtuDiscover(address.DontFragment));
        // 0 is no TTL that IP_TTL takes: a datagram to one host that may pass no router has 1.
        settings.Add(SocketOption.IpTtl, address.Ttl is { } ttl ? Math.Max(ttl, 1) : null);
        settings.Add(SocketOption.IpMulticastTtl, address.Ttl);
        settings.Add(SocketOption.IpMulticastLoop, address.MulticastLoop);
        if (family == AddressFamily.InterNetwork && groupInterface is { } index)
        {
            settings.Add(SocketSetting.OutgoingInterface(index));
        }
    }

    private static void AddIPv6(SettingList settings, UdpAddress address, int? groupInterface)
    {
        InternetPlan.AddArrivalsOverIPv6(settings);
        settings.Add(SocketOption.Ipv6MulticastAll, 0);
        settings.Add(SocketOption.Ipv6MtuDiscover, InternetPlan.MtuDiscover(address.DontFragment));
        settings.Add(SocketOption.Ipv6UnicastHops, address.Ttl);
        settings.Add(SocketOption.Ipv6MulticastHops, address.Ttl);
        settings.Add(SocketOption.Ipv6MulticastLoop, address.MulticastLoop);
        settings.Add(SocketOption.Ipv6MulticastIf, groupInterface);
    }

    /// <summary>Each group with each of the sources, on the socket of its own version of IP.</summary>
    private static IEnumerable<SocketSetting> Joins(UdpAddress address, IPEndPoint local, int? groupInterface)
    {
        IEnumerable<IPAddress> groups = address.IsMulticast ? [address.Host.Literal!, .. address.Join] : address.Join;
        foreach (var group in groups.Where(group => group.AddressFamily == local.AddressFamily
            || InternetPlan.TakesBothVersions(address, local)))
        {
            var scope = local.Address.IsIPv6Multicast ? (int)local.Address.ScopeId : 0;
            var index = (uint)(groupInterface ?? scope);
            var sources = address.Source.DefaultIfEmpty();
            foreach (var source in sources)
            {
                yield return SocketSetting.Join(index, group, source);
            }
        }
    }
}
