using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Probing;

/// <summary>Errors about a probe that are damaged, or about something like it.</summary>
internal static class TraceDamage
{
    /// <summary>One that does not quote the probe: a byte by which it is known is another.</summary>
    public static byte[] Foreign(byte[] probe, TraceMethod method, Random random)
    {
        var quoted = (byte[])probe.Clone();
        var header = HeaderOf(probe);
        // The random number of UDP and ICMP begins behind 8 bytes of header and 2 of number; TCP has ports, and the
        // upper half of the sequence number.
        var place = method == TraceMethod.Tcp ? random.Next(0, 6) : random.Next(10, 16);
        quoted[header + place] ^= (byte)(1 << random.Next(4, 8));
        return Error(probe, quoted, random);
    }

    /// <summary>One with any bytes of the quoted packet changed or cut off, and anything behind.</summary>
    public static byte[] Any(byte[] probe, Random random)
    {
        var quoted = (byte[])probe.Clone();
        var header = HeaderOf(probe);
        // The addresses stay: the kernel finds the socket by them, and what it gives is what is to be tested.
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            quoted[random.Next(header, quoted.Length)] ^= (byte)random.Next(1, 256);
        }

        return Error(probe, random.Coin() ? quoted : quoted[..random.Next(header, quoted.Length)], random);
    }

    private static int HeaderOf(byte[] probe) =>
        TraceForgery.IsIPv6(probe) ? Ipv6View.HeaderLength : Ipv4View.MinHeaderLength;

    private static byte[] Error(byte[] probe, byte[] quoted, Random random)
    {
        var isIPv6 = TraceForgery.IsIPv6(probe);
        var from = TraceFakePath.Router(random.Next(20, 30), isIPv6);
        var behind = new byte[random.Coin() ? random.Next(0, 300) : 0];
        random.NextBytes(behind);
        byte[] body = [.. quoted.Take(800), .. behind];
        // Half of the time only the stated length of what is quoted.
        var rest = random.Coin() ? (uint)random.Next() : (uint)random.Next(0, 64) << (isIPv6 ? 24 : 16);
        return isIPv6
            ? TraceForgery.Packet(probe, from, Message6(random, rest, body))
            : TraceForgery.Packet(probe, from, Message4(random, rest, body));
    }

    private static IcmpMessage Message4(Random random, uint rest, byte[] body) => new()
    {
        Type = random.Pick(IcmpType.DestinationUnreachable, IcmpType.TimeExceeded, IcmpType.ParameterProblem),
        Code = (byte)random.Next(0, 20), RestOfHeader = rest, Data = body,
    };

    private static Icmpv6Message Message6(Random random, uint rest, byte[] body) => new()
    {
        Type = random.Pick(
            Icmpv6Type.DestinationUnreachable, Icmpv6Type.TimeExceeded, Icmpv6Type.ParameterProblem,
            Icmpv6Type.PacketTooBig),
        Code = (byte)random.Next(0, 10),
        Body = (byte[])[(byte)(rest >> 24), (byte)(rest >> 16), (byte)(rest >> 8), (byte)rest, .. body],
    };
}
