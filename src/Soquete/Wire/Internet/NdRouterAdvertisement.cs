using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>A router says that it is there (RFC 4861 section 4.2).</summary>
public sealed record NdRouterAdvertisement : NdMessage
{
    /// <inheritdoc/>
    public override byte Type => Icmpv6Type.RouterAdvertisement;

    /// <summary>The hop limit that the router recommends; 0 is none.</summary>
    public byte CurrentHopLimit { get; init; }

    /// <summary>Whether addresses are to be had by DHCPv6 (the M flag).</summary>
    public bool IsManaged { get; init; }

    /// <summary>Whether other things are to be had by DHCPv6 (the O flag).</summary>
    public bool HasOtherConfiguration { get; init; }

    /// <summary>Whether the router is a home agent too (the H flag; RFC 6275 section 7.1).</summary>
    public bool IsHomeAgent { get; init; }

    /// <summary>How much the router is to be preferred (RFC 4191 section 2.2).</summary>
    public NdRouterPreference Preference { get; init; }

    /// <summary>Whether a proxy sent it on (the P flag; RFC 4389 section 4.1.3.3).</summary>
    public bool IsProxied { get; init; }

    /// <summary>For how many seconds the router is one to take by default; 0 is not at all.</summary>
    public ushort RouterLifetime { get; init; }

    /// <summary>For how many milliseconds a neighbour counts as reachable; 0 is not said.</summary>
    public uint ReachableTime { get; init; }

    /// <summary>After how many milliseconds to ask again; 0 is not said.</summary>
    public uint RetransmissionTimer { get; init; }

    private protected override int FixedLength => NdView.RouterAdvertisementLength;

    private byte Flags => (byte)((IsManaged ? NdView.ManagedFlag : 0)
        | (HasOtherConfiguration ? NdView.OtherFlag : 0)
        | (IsHomeAgent ? NdView.HomeAgentFlag : 0)
        | ((byte)Preference << NdView.PreferenceShift)
        | (IsProxied ? NdView.ProxyFlag : 0));

    internal static NdRouterAdvertisement Of(in NdView view) => new()
    {
        CurrentHopLimit = view.CurrentHopLimit,
        IsManaged = view.IsManaged,
        HasOtherConfiguration = view.HasOtherConfiguration,
        IsHomeAgent = view.IsHomeAgent,
        Preference = view.Preference,
        IsProxied = view.IsProxied,
        RouterLifetime = view.RouterLifetime,
        ReachableTime = view.ReachableTime,
        RetransmissionTimer = view.RetransmissionTimer,
    };

    private protected override void WriteFixed(Span<byte> bytes)
    {
        bytes[4] = CurrentHopLimit;
        bytes[5] = Flags;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], RouterLifetime);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], ReachableTime);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], RetransmissionTimer);
    }
}
