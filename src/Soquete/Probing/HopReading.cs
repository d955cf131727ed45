using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>What ICMP errors say of a path, and how traceroute writes it.</summary>
internal static class HopReading
{
    public static (HopVerdict Verdict, string? Annotation) Of(
        bool isIPv6, byte type, byte code, uint mtu, bool isFromDestination) => (isIPv6, type) switch
    {
        (false, IcmpType.TimeExceeded) or (true, Icmpv6Type.TimeExceeded) when code == IcmpTimeExceeded.InTransit =>
            (HopVerdict.PassedOn, null),
        (false, IcmpType.DestinationUnreachable) => (VerdictOf(
            code == IcmpUnreachable.Port, code == IcmpUnreachable.Protocol, isFromDestination),
            UnreachableText(code, mtu, isFromDestination)),
        (true, Icmpv6Type.DestinationUnreachable) => (VerdictOf(
            code == Icmpv6Unreachable.Port, false, isFromDestination), UnreachableText6(code, isFromDestination)),
        (true, Icmpv6Type.PacketTooBig) => (HopVerdict.Unreachable, TooLongText(mtu)),
        (true, Icmpv6Type.ParameterProblem) when code == Icmpv6ParameterProblem.NextHeader =>
            (VerdictOf(false, true, isFromDestination), "!P"),
        _ => (HopVerdict.Unreachable, $"!<{type}-{code}>"),
    };

    /// <summary>Whether it says that a packet was too long.</summary>
    public static bool IsTooLong(bool isIPv6, byte type, byte code) => isIPv6
        ? type == Icmpv6Type.PacketTooBig
        : type == IcmpType.DestinationUnreachable && code == IcmpUnreachable.FragmentationNeeded;

    public static bool IsSame(IPAddress left, IPAddress right) =>
        left.GetAddressBytes().AsSpan().SequenceEqual(right.GetAddressBytes());

    /// <summary>Only the destination knows its ports and protocols: a filter that says so is on the way.</summary>
    private static HopVerdict VerdictOf(bool isPort, bool isProtocol, bool isFromDestination) =>
        isFromDestination && (isPort || isProtocol) ? HopVerdict.Reached : HopVerdict.Unreachable;

    private static string? UnreachableText(byte code, uint mtu, bool isFromDestination) => code switch
    {
        IcmpUnreachable.Port => isFromDestination ? null : "!p",
        IcmpUnreachable.FragmentationNeeded => TooLongText(mtu),
        IcmpUnreachable.Network or IcmpUnreachable.NetworkUnknown => "!N",
        IcmpUnreachable.Host or IcmpUnreachable.HostUnknown => "!H",
        IcmpUnreachable.Protocol => "!P",
        IcmpUnreachable.SourceRouteFailed => "!S",
        IcmpUnreachable.NetworkProhibited or IcmpUnreachable.HostProhibited
            or IcmpUnreachable.CommunicationProhibited => "!X",
        _ => $"!<{code}>",
    };

    private static string? UnreachableText6(byte code, bool isFromDestination) => code switch
    {
        Icmpv6Unreachable.Port => isFromDestination ? null : "!p",
        Icmpv6Unreachable.NoRoute => "!N",
        Icmpv6Unreachable.CommunicationProhibited or Icmpv6Unreachable.SourcePolicy
            or Icmpv6Unreachable.RouteRejects => "!X",
        Icmpv6Unreachable.BeyondScope or Icmpv6Unreachable.SourceRoutingHeader => "!S",
        Icmpv6Unreachable.Address => "!H",
        _ => $"!<{code}>",
    };

    private static string TooLongText(uint mtu) => mtu == 0 ? "!F" : $"!F-{mtu}";
}
