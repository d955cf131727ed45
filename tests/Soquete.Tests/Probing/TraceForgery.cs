using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Probing;

/// <summary>Packets that routers and hosts answer a probe with, made by hand.</summary>
internal static class TraceForgery
{
    public const int NothingStated = 0;

    /// <summary>An error is to fit into 576 bytes, over IPv6 into 1,280 (RFC 1812 §4.3.2.3, RFC 4443 §2.4).</summary>
    private const int MostQuoted = 548;

    public static int HopLimitOf(byte[] probe) => Read(probe).HopLimit;

    public static bool IsIPv6(byte[] probe) => probe[0] >> 4 == 6;

    /// <summary>A router says that the probe's time is up.</summary>
    public static byte[] TimeExceeded(
        byte[] probe, IPAddress from, IcmpExtension? extension = null, int quoted = MostQuoted)
    {
        var quote = probe.AsMemory(0, Math.Min(quoted, probe.Length));
        return IsIPv6(probe)
            ? Packet(probe, from, Icmpv6Message.TimeExceeded(IcmpTimeExceeded.InTransit, quote, extension))
            : Packet(probe, from, IcmpMessage.TimeExceeded(IcmpTimeExceeded.InTransit, quote, extension));
    }

    /// <summary>Somebody says that it goes no further, with the code of his version.</summary>
    public static byte[] Unreachable(byte[] probe, IPAddress from, byte code, ushort mtu = 0)
    {
        var quote = probe.AsMemory(0, Math.Min(MostQuoted, probe.Length));
        return IsIPv6(probe)
            ? Packet(probe, from, Icmpv6Message.DestinationUnreachable(code, quote))
            : Packet(probe, from, IcmpMessage.DestinationUnreachable(code, quote, mtu));
    }

    /// <summary>The host at the end says that nobody has the port.</summary>
    public static byte[] PortUnreachable(byte[] probe) => Unreachable(
        probe, Read(probe).Destination, IsIPv6(probe) ? Icmpv6Unreachable.Port : IcmpUnreachable.Port);

    /// <summary>A whole packet to whoever sent the probe.</summary>
    public static byte[] Packet(byte[] probe, IPAddress from, IcmpMessage message)
    {
        var header = new Ipv4Header { Protocol = IpProtocol.Icmp, Source = from, Destination = Read(probe).Source };
        var packet = new byte[header.Length + message.Length];
        header.Write(packet, message.Length);
        message.Write(packet.AsSpan(header.Length));
        return packet;
    }

    /// <inheritdoc cref="Packet(byte[], IPAddress, IcmpMessage)"/>
    public static byte[] Packet(byte[] probe, IPAddress from, Icmpv6Message message)
    {
        var to = Read(probe).Source;
        var header = new Ipv6Header { NextHeader = IpProtocol.Icmpv6, Source = from, Destination = to };
        var packet = new byte[Ipv6Header.Length + message.Length];
        header.Write(packet, message.Length);
        message.Write(packet.AsSpan(Ipv6Header.Length), from, to);
        return packet;
    }

    /// <summary>Three routers that answer in full, and the host behind them.</summary>
    public static byte[] Honest(byte[] probe, int routers = 3)
    {
        var hop = HopLimitOf(probe);
        return hop > routers
            ? PortUnreachable(probe)
            : TimeExceeded(probe, TraceFakePath.Router(hop, IsIPv6(probe)));
    }

    private static IpView Read(byte[] probe)
    {
        Assert.True(IpView.TryRead(probe, out var view));
        return view;
    }
}
