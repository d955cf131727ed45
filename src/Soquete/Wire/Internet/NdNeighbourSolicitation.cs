using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Asks for a neighbour's link-layer address (RFC 4861 section 4.3).</summary>
public sealed record NdNeighbourSolicitation : NdMessage
{
    /// <inheritdoc/>
    public override byte Type => Icmpv6Type.NeighbourSolicitation;

    /// <summary>Whose link-layer address it asks for.</summary>
    public required IPAddress Target { get; init; }

    private protected override int FixedLength => NdView.NeighbourLength;

    private protected override void WriteFixed(Span<byte> bytes) =>
        AddressBytes.Write(Target, AddressFamily.InterNetworkV6, bytes[8..]);
}
