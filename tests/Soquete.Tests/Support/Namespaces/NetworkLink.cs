using System.Globalization;
using System.Net;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>Joins two namespaces by a pair of virtual Ethernet devices (veth(4)).</summary>
internal static class NetworkLink
{
    public const int EthernetMtu = 1500;

    /// <summary>
    /// Where the addresses of this process begin: of those that several namespaces have, a map cannot tell which is
    /// meant, and other processes make links as well.
    /// </summary>
    private static int _count = Environment.ProcessId * 257;

    /// <summary>Makes a link, and waits until it carries.</summary>
    public static async Task<(LinkEnd First, LinkEnd Second)> CreateAsync(
        (NetworkNamespace Namespace, string Interface) first,
        (NetworkNamespace Namespace, string Interface) second,
        int mtu = EthernetMtu)
    {
        await IpCommand.RunAllAsync(
            $"link add {first.Interface} netns {first.Namespace.Name} type veth "
            + $"peer name {second.Interface} netns {second.Namespace.Name}\n");
        var subnet = Interlocked.Increment(ref _count) & 0xFFFF;
        var ends = (
            First: await SetUpAsync(first.Namespace, first.Interface, mtu, subnet, 1),
            Second: await SetUpAsync(second.Namespace, second.Interface, mtu, subnet, 2));
        await Eventually.HoldsAsync(() => CarriesAsync(ends.First));
        await Eventually.HoldsAsync(() => CarriesAsync(ends.Second));
        return ends;
    }

    private static async Task<LinkEnd> SetUpAsync(
        NetworkNamespace inside, string device, int mtu, int subnet, byte host)
    {
        var ipv4 = new IPAddress([10, (byte)(subnet >> 8), (byte)subnet, host]);
        var ipv6 = IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"fd00:0:0:{subnet:x}::{host}"));
        var linkLocal = IPAddress.Parse($"fe80::{host}");
        await inside.IpAsync($"""
            link set {device} addrgenmode none
            link set {device} mtu {mtu} up
            address add {ipv4}/24 broadcast + dev {device}
            address add {ipv6}/64 dev {device} nodad
            address add {linkLocal}/64 dev {device} nodad

            """);
        var index = (await inside.IpAsync($"link show dev {device}\n")).Split(':')[0];
        return new LinkEnd(
            inside, device, int.Parse(index, CultureInfo.InvariantCulture), ipv4, ipv6, linkLocal);
    }

    /// <summary>Whether the device, its addresses and its routes can be used.</summary>
    private static async Task<bool> CarriesAsync(LinkEnd end)
    {
        var state = await end.Namespace.IpAsync($"""
            link show dev {end.Interface}
            address show dev {end.Interface}
            route show table all dev {end.Interface}

            """);
        return state.Contains("state UP", StringComparison.Ordinal)
            && state.Contains("ff00::/8", StringComparison.Ordinal)
            && !state.Contains("tentative", StringComparison.Ordinal)
            && !state.Contains("linkdown", StringComparison.Ordinal);
    }
}
