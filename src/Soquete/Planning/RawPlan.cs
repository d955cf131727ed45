using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What a raw address becomes.</summary>
internal static class RawPlan
{
    public static SocketPlan ToConnect(RawAddress address, IPEndPoint remote) => Of(address, remote) with
    {
        Bind = address.Bind is { } local ? SocketName.FromInternet(new IPEndPoint(local, 0)) : null,
        Remote = SocketName.FromInternet(remote),
    };

    public static SocketPlan ToReceive(RawAddress address, IPEndPoint local) =>
        Of(address, local) with { Bind = SocketName.FromInternet(local) };

    private static SocketPlan Of(RawAddress address, IPEndPoint end)
    {
        var isInet6 = end.AddressFamily == AddressFamily.InterNetworkV6;
        RequireFamily(address, isInet6);
        var kind = address.Unprivileged == true ? SocketKind.Datagram : SocketKind.Raw;
        var settings = InternetPlan.Shared(address, end.AddressFamily);
        settings.Add(SocketOption.SoBroadcast, address.Broadcast);
        settings.Add(SocketOption.SoTimestampNs, address.Timestamps);
        if (isInet6)
        {
            AddIPv6(settings, address);
        }
        else
        {
            AddIPv4(settings, address);
        }

        return new SocketPlan(InternetPlan.DomainOf(end), kind, address.ProtocolNumber, settings);
    }

    private static void AddIPv4(SettingList settings, RawAddress address)
    {
        InternetPlan.AddArrivalsOverIPv4(settings);
        settings.Add(SocketOption.IpMtuDiscover, InternetPlan.MtuDiscover(address.DontFragment));
        settings.Add(SocketOption.IpTtl, address.Ttl);
        settings.Add(SocketOption.IpHdrIncl, address.Header);
    }

    private static void AddIPv6(SettingList settings, RawAddress address)
    {
        InternetPlan.AddArrivalsOverIPv6(settings);
        settings.Add(SocketOption.Ipv6MtuDiscover, InternetPlan.MtuDiscover(address.DontFragment));
        settings.Add(SocketOption.Ipv6UnicastHops, address.Ttl);
        settings.Add(SocketOption.Ipv6HdrIncl, address.Header);
        settings.Add(SocketOption.Ipv6Checksum, address.Checksum);
    }

    /// <summary>What only one version of IP has, where a name's address turned out to be of the other.</summary>
    private static void RequireFamily(RawAddress address, bool isInet6)
    {
        var problem = (isInet6, address) switch
        {
            (false, { Checksum: not null }) => "option 'checksum' is for IPv6",
            (false, { Unprivileged: true, ProtocolNumber: Protocol.Icmpv6 }) => "ipv6-icmp is for IPv6",
            (true, { Unprivileged: true, ProtocolNumber: Protocol.Icmp }) => "icmp is for IPv4",
            _ => null,
        };
        if (problem is not null)
        {
            throw new AddressFormatException(address.ToString(), problem);
        }
    }
}
