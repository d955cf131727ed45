using System.Net;
using Soquete.Addresses;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>Hosts of the four kinds.</summary>
internal static class RandomHost
{
    public static Host Next(Random random, InternetFamily family) => random.Next(4) switch
    {
        0 => Host.Loopback,
        1 => Host.Any,
        2 => Host.FromName(
            string.Join('.', Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomText.Label(random, 12)))),
        _ => Address(random, family == InternetFamily.IPv4 || (family == InternetFamily.Any && random.Coin())),
    };

    /// <summary>No group.</summary>
    public static IPAddress Literal(Random random, bool isIPv4)
    {
        var bytes = new byte[isIPv4 ? 4 : 16];
        random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
        var isGroup = isIPv4 ? bytes[0] is >= 224 and < 240 : bytes[0] == 0xff;
        bytes[0] = isGroup ? (byte)223 : bytes[0];
        return new IPAddress(bytes);
    }

    private static Host Address(Random random, bool isIPv4)
    {
        string[] zones = ["lo", "eth0", "7", "25", "251", "25th", "2525", "a.b", "x@y"];
        return Host.FromAddress(Literal(random, isIPv4), isIPv4 || random.Coin() ? null : random.Pick(zones));
    }
}
