using System.Net;
using System.Net.Sockets;
using Soquete.Tests.Support;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;

namespace Soquete.Tests.Wire;

/// <summary>Messages with values by chance, written in packets with their checksums.</summary>
internal static class MadeUpPackets
{
    public static IEnumerable<byte[]> Of(Random random) =>
    [
        InIpv4(IpProtocol.Icmp, Icmp(random).Write),
        InIpv4(IpProtocol.Igmp, Query4(random).Write),
        InIpv4(IpProtocol.Igmp, new IgmpVersion3Report(Records(random, AddressFamily.InterNetwork)).Write),
        InIpv6(random, Icmp6(random)),
        InIpv6(random, Advertisement(random).ToMessage()),
        InIpv6(random, Neighbour(random).ToMessage()),
        InIpv6(random, Query6(random).ToMessage()),
        InIpv6(random, new MldVersion2Report(Records(random, AddressFamily.InterNetworkV6)).ToMessage()),
    ];

    private delegate int Writing(Span<byte> destination);

    private static byte[] InIpv4(byte protocol, Writing write)
    {
        var packet = new byte[4096];
        var length = write(packet.AsSpan(20));
        new Ipv4Header
        {
            Source = IPAddress.Parse("192.0.2.1"),
            Destination = IPAddress.Parse("192.0.2.2"),
            TimeToLive = 1,
            Protocol = protocol,
        }.Write(packet, length);
        return packet[..(20 + length)];
    }

    private static byte[] InIpv6(Random random, Icmpv6Message message)
    {
        var packet = new byte[4096];
        var (from, to) = (Address(random, AddressFamily.InterNetworkV6), Address(random, AddressFamily.InterNetworkV6));
        var length = message.Write(packet.AsSpan(40), from, to);
        new Ipv6Header { Source = from, Destination = to, HopLimit = 255, NextHeader = IpProtocol.Icmpv6 }
            .Write(packet, length);
        return packet[..(40 + length)];
    }

    private static IcmpMessage Icmp(Random random)
    {
        var quoted = Literal.Bytes(Internet.IcmpPackets.TimeExceeded).AsMemory(28, 60);
        var stack = new MplsLabel[random.Next(1, 5)];
        for (var i = 0; i < stack.Length; i++)
        {
            stack[i] = new MplsLabel(
                random.Next(1 << 20), (byte)random.Next(8), i == stack.Length - 1, (byte)random.Next(256));
        }

        var extension = new IcmpExtension { Objects = [IcmpExtensionObject.MplsLabelStack(stack)] };
        return random.Next(4) switch
        {
            0 => IcmpMessage.EchoReply(Number(random), Number(random), Data(random)),
            1 => IcmpMessage.DestinationUnreachable(4, quoted, Number(random)),
            2 => IcmpMessage.DestinationUnreachable(1, quoted, 0, extension),
            _ => IcmpMessage.TimeExceeded(0, quoted, extension),
        };
    }

    private static Icmpv6Message Icmp6(Random random) => random.Next(3) switch
    {
        0 => Icmpv6Message.EchoRequest(Number(random), Number(random), Data(random)),
        1 => Icmpv6Message.PacketTooBig((uint)random.Next(1280, 65_536), Data(random)),
        _ => Icmpv6Message.ParameterProblem(0, (uint)random.Next(1280), Data(random)),
    };

    private static IgmpQuery Query4(Random random) => new()
    {
        Version = random.Pick(2, 3),
        Group = Address(random, AddressFamily.InterNetwork),
        MaxResponseCode = (byte)random.Next(1, 128),
        SuppressesRouterProcessing = random.Coin(),
        Robustness = (byte)random.Next(8),
        QueryIntervalCode = (byte)random.Next(256),
        Sources = Sources(random, AddressFamily.InterNetwork),
    };

    private static MldQuery Query6(Random random) => new()
    {
        Version = random.Pick(1, 2),
        Group = Address(random, AddressFamily.InterNetworkV6),
        MaxResponseCode = (ushort)random.Next(32_768),
        SuppressesRouterProcessing = random.Coin(),
        Robustness = (byte)random.Next(8),
        QueryIntervalCode = (byte)random.Next(256),
        Sources = Sources(random, AddressFamily.InterNetworkV6),
    };

    private static NdRouterAdvertisement Advertisement(Random random) => new()
    {
        CurrentHopLimit = (byte)random.Next(256),
        IsManaged = random.Coin(),
        HasOtherConfiguration = random.Coin(),
        IsHomeAgent = random.Coin(),
        IsProxied = random.Coin(),
        Preference = random.Pick(NdRouterPreference.Low, NdRouterPreference.Medium, NdRouterPreference.High),
        RouterLifetime = Number(random),
        ReachableTime = (uint)random.Next(),
        RetransmissionTimer = (uint)random.Next(),
        Options =
        [
            new NdMtu((uint)random.Next(1280, 65_536)),
            NdLinkLayerAddress.Source(new MacAddress(Data(random, MacAddress.Length))),
            new NdPrefixInformation
            {
                Prefix = Address(random, AddressFamily.InterNetworkV6),
                PrefixLength = (byte)random.Next(129),
                IsOnLink = random.Coin(),
                IsAutonomous = random.Coin(),
                ValidLifetime = (uint)random.Next(),
                PreferredLifetime = (uint)random.Next(),
            },
            new NdRecursiveDnsServers((uint)random.Next(), [Address(random, AddressFamily.InterNetworkV6)]),
        ],
    };

    private static NdMessage Neighbour(Random random) => random.Next(3) switch
    {
        0 => new NdNeighbourSolicitation { Target = Address(random, AddressFamily.InterNetworkV6) },
        1 => new NdNeighbourAdvertisement
        {
            Target = Address(random, AddressFamily.InterNetworkV6),
            IsRouter = random.Coin(),
            IsSolicited = random.Coin(),
            IsOverride = random.Coin(),
        },
        _ => new NdRedirect
        {
            Target = Address(random, AddressFamily.InterNetworkV6),
            Destination = Address(random, AddressFamily.InterNetworkV6),
            Options = [NdLinkLayerAddress.Target(new MacAddress(Data(random, MacAddress.Length)))],
        },
    };

    private static MulticastRecord[] Records(Random random, AddressFamily family)
    {
        var records = new MulticastRecord[random.Next(6)];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = new MulticastRecord
            {
                Type = (MulticastRecordType)random.Next(1, 7),
                Group = Address(random, family),
                Sources = Sources(random, family),
            };
        }

        return records;
    }

    private static IPAddress[] Sources(Random random, AddressFamily family)
    {
        var sources = new IPAddress[random.Next(4)];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = Address(random, family);
        }

        return sources;
    }

    private static IPAddress Address(Random random, AddressFamily family) =>
        new(Data(random, family == AddressFamily.InterNetwork ? 4 : 16));

    private static ushort Number(Random random) => (ushort)random.Next(65_536);

    private static byte[] Data(Random random) => Data(random, random.Next(64));

    private static byte[] Data(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
