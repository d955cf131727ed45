using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>
/// Valid addresses of UDP: of one host, of a group, and of every address with groups that are joined.
/// </summary>
internal static class RandomUdpAddress
{
    public static UdpAddress Next(Random random)
    {
        var family = RandomAddress.Family(random);
        var isGroup = random.Next(3) == 0;
        var host = isGroup ? GroupHost(random, family) : RandomHost.Next(random, family);
        var address = RandomAddress.Shared(
            random, new UdpAddress(host, Port.FromNumber(random.Next(65536)), family));
        address = RandomAddress.OfTransport(random, RandomAddress.OfDatagrams(random, address)) with
        {
            Ttl = random.Coin() ? random.Next(256) : null,
            MulticastLoop = RandomAddress.Flag(random),
            MulticastInterface = host.Zone is null && random.Coin() ? Interface(random) : null,
            DontFragment = RandomAddress.Flag(random),
            Timestamps = RandomAddress.Flag(random),
            Offload = RandomAddress.Flag(random),
        };
        return WithGroups(random, WithBroadcast(random, address));
    }

    public static IPAddress Group(Random random, bool isIPv4)
    {
        var bytes = RandomHost.Literal(random, isIPv4).GetAddressBytes();
        bytes[0] = isIPv4 ? (byte)random.Next(224, 240) : (byte)0xff;
        return new IPAddress(bytes);
    }

    private static Host GroupHost(Random random, InternetFamily family) => Host.FromAddress(
        Group(random, IsIPv4(random, family)), null);

    private static UdpAddress WithBroadcast(Random random, UdpAddress address)
    {
        var isIPv6 = address.Family == InternetFamily.IPv6
            || address.Host.Literal?.AddressFamily == AddressFamily.InterNetworkV6;
        return address with { Broadcast = isIPv6 ? random.Pick<bool?>(null, false) : RandomAddress.Flag(random) };
    }

    private static UdpAddress WithGroups(Random random, UdpAddress address)
    {
        // Of one version of IP, so that sources can be of it too.
        var isIPv4 = address.Host.Literal is { } literal ? literal.AddressFamily == AddressFamily.InterNetwork
            : IsIPv4(random, address.Family);
        if (address.Host.Kind == HostKind.Any)
        {
            var groups = RandomAddress.Some(random, () => Group(random, isIPv4)).Distinct();
            address = address with { Join = [.. groups], IPv6Only = isIPv4 ? null : address.IPv6Only };
        }

        if (!address.IsMulticast && address.Join.Count == 0)
        {
            return address;
        }

        var sources = RandomAddress.Some(random, () => Sender(random, isIPv4)).Distinct();
        return address with { Source = [.. sources] };
    }

    private static IPAddress Sender(Random random, bool isIPv4)
    {
        var bytes = RandomHost.Literal(random, isIPv4).GetAddressBytes();
        bytes[0] = (byte)random.Next(1, 224);
        return new IPAddress(bytes);
    }

    private static bool IsIPv4(Random random, InternetFamily family) =>
        family == InternetFamily.IPv4 || (family == InternetFamily.Any && random.Coin());

    private static string Interface(Random random) => random.Coin()
        ? RandomText.Label(random, 15)
        : RandomHost.Literal(random, random.Coin()).ToString();
}
