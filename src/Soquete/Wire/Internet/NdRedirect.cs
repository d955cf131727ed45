using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>A router says that there is a better first hop (RFC 4861 section 4.5).</summary>
public sealed record NdRedirect : NdMessage
{
    /// <inheritdoc/>
    public override byte Type => Icmpv6Type.Redirect;

    /// <summary>The better first hop, or the destination itself where that is a neighbour.</summary>
    public required IPAddress Target { get; init; }

    /// <summary>The destination that is redirected.</summary>
    public required IPAddress Destination { get; init; }

    private protected override int FixedLength => NdView.RedirectLength;

    private protected override void WriteFixed(Span<byte> bytes)
    {
        AddressBytes.Write(Target, AddressFamily.InterNetworkV6, bytes[8..]);
        AddressBytes.Write(Destination, AddressFamily.InterNetworkV6, bytes[24..]);
    }
}
