using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>What options of multicast cannot mean together: each would be taken, and hear nothing.</summary>
internal static class MulticastCheck
{
    public static void Require(UdpAddress address)
    {
        if (address.Join.Count > 0)
        {
            RequireGroups(address);
        }

        if (address.Source.Count > 0)
        {
            RequireSources(address);
        }

        if (address is { IsMulticast: true, Host.Zone: not null, MulticastInterface: not null })
        {
            throw new AddressProblemException("the zone of a group is its interface; 'multicast-interface' is another");
        }
    }

    /// <summary>A socket hears what is sent to the address that it is bound to, whatever it joined (ip(7)).</summary>
    private static void RequireGroups(UdpAddress address)
    {
        if (address.Host.Kind != HostKind.Any)
        {
            var every = address with { Host = Host.Any, Join = [.. GroupsOf(address).Distinct()] };
            throw new AddressProblemException(
                "a socket that is bound to one address hears no other group: 'join' is for *", every.ToString());
        }

        RequireOnce("join", address.Join);
        var isIPv4 = address.Family == InternetFamily.IPv4;
        var isIPv6 = address.Family == InternetFamily.IPv6 || address.IPv6Only == true;
        foreach (var group in address.Join)
        {
            if (group.AddressFamily == AddressFamily.InterNetwork ? isIPv6 && !isIPv4 : isIPv4)
            {
                throw new AddressProblemException($"the group {group} is of the other version of IP");
            }
        }
    }

    private static void RequireSources(UdpAddress address)
    {
        var groups = GroupsOf(address).ToArray();
        if (groups.Length == 0)
        {
            throw new AddressProblemException("option 'source' is for a multicast group, which is the host or 'join'");
        }

        RequireOnce("source", address.Source);
        if (groups.Concat(address.Source).Select(ip => ip.AddressFamily).Distinct().Count() > 1)
        {
            throw new AddressProblemException("groups and sources are of one version of IP");
        }
    }

    private static void RequireOnce(string option, ValueList<IPAddress> values)
    {
        if (values.GroupBy(value => value).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
        {
            throw new AddressProblemException($"option '{option}' is given twice with {twice}");
        }
    }

    private static IEnumerable<IPAddress> GroupsOf(UdpAddress address) =>
        address.IsMulticast ? address.Join.Prepend(address.Host.Literal!) : address.Join;
}
