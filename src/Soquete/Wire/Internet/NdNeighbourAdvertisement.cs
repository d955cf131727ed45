using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Tells of a neighbour's link-layer address (RFC 4861 section 4.4).</summary>
public sealed record NdNeighbourAdvertisement : NdMessage
{
    /// <inheritdoc/>
    public override byte Type => Icmpv6Type.NeighbourAdvertisement;

    /// <summary>Whose link-layer address it tells.</summary>
    public required IPAddress Target { get; init; }

    /// <summary>Whether the neighbour is a router (the R flag).</summary>
    public bool IsRouter { get; init; }

    /// <summary>Whether it answers a solicitation (the S flag).</summary>
    public bool IsSolicited { get; init; }

    /// <summary>Whether it counts more than what is known (the O flag).</summary>
    public bool IsOverride { get; init; }

    private protected override int FixedLength => NdView.NeighbourLength;

    internal static NdNeighbourAdvertisement Of(in NdView view) => new()
    {
        Target = new IPAddress(view.TargetBytes),
        IsRouter = view.IsRouter,
        IsSolicited = view.IsSolicited,
        IsOverride = view.IsOverride,
    };

    private protected override void WriteFixed(Span<byte> bytes)
    {
        bytes[4] = (byte)((IsRouter ? NdView.RouterFlag : 0) | (IsSolicited ? NdView.SolicitedFlag : 0)
            | (IsOverride ? NdView.OverrideFlag : 0));
        AddressBytes.Write(Target, AddressFamily.InterNetworkV6, bytes[8..]);
    }
}
