namespace Soquete.Wire.Internet;

/// <summary>Asks for routers (RFC 4861 section 4.1).</summary>
public sealed record NdRouterSolicitation : NdMessage
{
    /// <inheritdoc/>
    public override byte Type => Icmpv6Type.RouterSolicitation;

    private protected override int FixedLength => NdView.SolicitationLength;

    private protected override void WriteFixed(Span<byte> bytes)
    {
    }
}
