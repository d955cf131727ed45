using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Probing;

/// <summary>
/// Through which interface an address is reached without a router: the main table of routes, as proc_pid_net(5) shows
/// it to the calling thread's namespace.
/// </summary>
internal static class NeighbourLinks
{
    private const string Inet = "/proc/thread-self/net/route";
    private const string Inet6 = "/proc/thread-self/net/ipv6_route";
    private const int RejectFlag = 0x200;

    /// <summary>The interface; null where a router stands between, or there is no route.</summary>
    public static string? DeviceTo(IPAddress address)
    {
        var isInet6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var bytes = address.GetAddressBytes();
        try
        {
            var routes = isInet6
                ? File.ReadLines(Inet6).Select(ReadInet6)
                : File.ReadLines(Inet).Skip(1).Select(ReadInet);
            return routes.Where(route => route is not null && route.Leads(bytes)).MaxBy(route => route!.PrefixLength)
                is { HasRouter: false } nearest ? nearest.Device : null;
        }
        catch (IOException)
        {
            // No /proc, or no IPv6: nothing is known of the address.
            return null;
        }
    }

    /// <summary>Interface, destination, gateway, flags, three counts, mask: numbers as they lie in memory.</summary>
    private static Route? ReadInet(string line)
    {
        var words = line.Split('\t', StringSplitOptions.TrimEntries);
        return words.Length < 8 ? null : new Route(
            words[0], Number(words[1]), uint.PopCount(uint.Parse(words[7], NumberStyles.HexNumber, null)),
            words[2].Trim('0').Length > 0);

        static byte[] Number(string hex) => BitConverter.GetBytes(uint.Parse(hex, NumberStyles.HexNumber, null));
    }

    /// <summary>Destination and its prefix, source and its prefix, next hop, three numbers, flags, interface.</summary>
    private static Route? ReadInet6(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 10 || (int.Parse(words[8], NumberStyles.HexNumber, null) & RejectFlag) != 0
            ? null
            : new Route(
                words[9], Convert.FromHexString(words[0]), uint.Parse(words[1], NumberStyles.HexNumber, null),
                words[4].Trim('0').Length > 0);
    }

    private sealed record Route(string Device, byte[] Network, uint PrefixLength, bool HasRouter)
    {
        public bool Leads(byte[] address)
        {
            var (whole, rest) = ((int)PrefixLength / 8, (int)PrefixLength % 8);
            return Network.Length == address.Length
                && Network.AsSpan(0, whole).SequenceEqual(address.AsSpan(0, whole))
                && (rest == 0 || (Network[whole] ^ address[whole]) >> (8 - rest) == 0);
        }
    }
}
