using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>
/// A neighbour discovery message as it lies in a packet (RFC 4861 section 4): a router's or neighbour's solicitation or
/// advertisement, or a redirect.
/// </summary>
/// <remarks>Accessors of other types of messages say nothing: 0, false or empty.</remarks>
public readonly ref struct NdView
{
    internal const int SolicitationLength = 8;
    internal const int RouterAdvertisementLength = 16;
    internal const int NeighbourLength = 24;
    internal const int RedirectLength = 40;
    internal const byte ManagedFlag = 0x80;
    internal const byte OtherFlag = 0x40;
    internal const byte HomeAgentFlag = 0x20;
    internal const int PreferenceShift = 3;
    internal const byte ProxyFlag = 0x04;
    internal const byte RouterFlag = 0x80;
    internal const byte SolicitedFlag = 0x40;
    internal const byte OverrideFlag = 0x20;

    private const int TargetOffset = 8;
    private const int DestinationOffset = 24;

    private readonly int _optionsOffset;

    private NdView(ReadOnlySpan<byte> bytes, int optionsOffset)
    {
        Bytes = bytes;
        _optionsOffset = optionsOffset;
    }

    /// <summary>All of the message, from the ICMPv6 type on.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Which message it is: 133 to 137 (<see cref="Icmpv6Type"/>).</summary>
    public byte Type => Bytes[0];

    /// <summary>The hop limit that a router recommends; 0 is none.</summary>
    public byte CurrentHopLimit => IsRouterAdvertisement ? Bytes[4] : (byte)0;

    /// <summary>Whether addresses are to be had by DHCPv6 (the M flag).</summary>
    public bool IsManaged => IsRouterAdvertisement && (Bytes[5] & ManagedFlag) != 0;

    /// <summary>Whether other things are to be had by DHCPv6 (the O flag).</summary>
    public bool HasOtherConfiguration => IsRouterAdvertisement && (Bytes[5] & OtherFlag) != 0;

    /// <summary>Whether the router is a home agent too (the H flag; RFC 6275 section 7.1).</summary>
    public bool IsHomeAgent => IsRouterAdvertisement && (Bytes[5] & HomeAgentFlag) != 0;

    /// <summary>How much the router is to be preferred (RFC 4191 section 2.2).</summary>
    public NdRouterPreference Preference => IsRouterAdvertisement
        ? (NdRouterPreference)((Bytes[5] >> PreferenceShift) & 3)
        : NdRouterPreference.Medium;

    /// <summary>Whether a proxy sent it on (the P flag; RFC 4389 section 4.1.3.3).</summary>
    public bool IsProxied => IsRouterAdvertisement && (Bytes[5] & ProxyFlag) != 0;

    /// <summary>For how many seconds the router is one to take by default; 0 is not at all.</summary>
    public ushort RouterLifetime =>
        IsRouterAdvertisement ? BinaryPrimitives.ReadUInt16BigEndian(Bytes[6..]) : (ushort)0;

    /// <summary>For how many milliseconds a neighbour counts as reachable; 0 is not said.</summary>
    public uint ReachableTime => IsRouterAdvertisement ? BinaryPrimitives.ReadUInt32BigEndian(Bytes[8..]) : 0;

    /// <summary>After how many milliseconds to ask again; 0 is not said.</summary>
    public uint RetransmissionTimer => IsRouterAdvertisement ? BinaryPrimitives.ReadUInt32BigEndian(Bytes[12..]) : 0;

    /// <summary>Whether the neighbour is a router (the R flag).</summary>
    public bool IsRouter => IsNeighbourAdvertisement && (Bytes[4] & RouterFlag) != 0;

    /// <summary>Whether it answers a solicitation (the S flag).</summary>
    public bool IsSolicited => IsNeighbourAdvertisement && (Bytes[4] & SolicitedFlag) != 0;

    /// <summary>Whether it counts more than what is known (the O flag).</summary>
    public bool IsOverride => IsNeighbourAdvertisement && (Bytes[4] & OverrideFlag) != 0;

    /// <summary>
    /// The address that is asked for, or told of, or the better first hop; sixteen bytes. Empty in messages of routers.
    /// </summary>
    public ReadOnlySpan<byte> TargetBytes =>
        _optionsOffset >= NeighbourLength ? Bytes[TargetOffset..DestinationOffset] : default;

    /// <summary>The destination that is redirected, sixteen bytes.</summary>
    public ReadOnlySpan<byte> DestinationBytes =>
        Type == Icmpv6Type.Redirect ? Bytes[DestinationOffset..RedirectLength] : default;

    /// <summary>The options.</summary>
    public NdOptions Options => new(Bytes[_optionsOffset..]);

    private bool IsRouterAdvertisement => Type == Icmpv6Type.RouterAdvertisement;

    private bool IsNeighbourAdvertisement => Type == Icmpv6Type.NeighbourAdvertisement;

    /// <summary>Looks at an ICMPv6 message as one of neighbour discovery.</summary>
    /// <param name="message">The message.</param>
    /// <param name="view">The view.</param>
    /// <returns>Whether it is one, and has what all of its type have.</returns>
    public static bool TryRead(in Icmpv6View message, out NdView view)
    {
        var length = FixedLength(message.Type);
        var isOne = length > 0 && message.Bytes.Length >= length;
        view = isOne ? new NdView(message.Bytes, length) : default;
        return isOne;
    }

    /// <summary>How many bytes stand before the options; 0 in other messages.</summary>
    private static int FixedLength(byte type) => type switch
    {
        Icmpv6Type.RouterSolicitation => SolicitationLength,
        Icmpv6Type.RouterAdvertisement => RouterAdvertisementLength,
        Icmpv6Type.NeighbourSolicitation or Icmpv6Type.NeighbourAdvertisement => NeighbourLength,
        Icmpv6Type.Redirect => RedirectLength,
        _ => 0,
    };
}
