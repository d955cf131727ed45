using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses;

/// <summary>Valid addresses of raw sockets, with and without authority.</summary>
internal static class RandomRawAddress
{
    public static RawAddress Next(Random random)
    {
        var family = RandomAddress.Family(random);
        var host = RandomHost.Next(random, family);
        var isIPv4 = host.Literal is { } literal ? literal.AddressFamily == AddressFamily.InterNetwork
            : family == InternetFamily.IPv4;
        var isOfOneFamily = host.Literal is not null || family != InternetFamily.Any;
        var isEcho = random.Next(4) == 0;
        var protocol = isEcho ? random.Pick(Protocol.Icmp, Protocol.Icmpv6) : random.Next(256);
        var address = RandomAddress.Shared(random, new RawAddress(protocol, host, family));
        var plain = RandomAddress.OfInternet(random, RandomAddress.OfDatagrams(random, address)) with
        {
            Bind = isOfOneFamily && random.Coin() ? RandomHost.Literal(random, isIPv4) : null,
            Ttl = random.Coin() ? random.Next(1, 256) : null,
            DontFragment = RandomAddress.Flag(random),
            Broadcast = RandomAddress.Flag(random),
            Timestamps = RandomAddress.Flag(random),
        };
        return isEcho && random.Coin() ? plain with { Unprivileged = true } : plain with
        {
            Header = RandomAddress.Flag(random),
            Checksum = isIPv4 || random.Coin() ? null : random.Next(32768) * 2,
        };
    }
}
