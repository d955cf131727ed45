namespace Soquete.Wire.Internet;

/// <summary>The packet that is redirected, or its beginning (RFC 4861 section 4.6.3).</summary>
/// <param name="Packet">The packet, from its IPv6 header on; at most 2,032 bytes.</param>
public sealed record NdRedirectedHeader(ValueList<byte> Packet) : NdOption
{
    private const int ReservedLength = 6;

    /// <inheritdoc/>
    public override byte Type => NdOptionType.RedirectedHeader;

    private protected override int DataLength => ReservedLength + Packet.Count;

    private protected override void WriteData(Span<byte> data) => Packet.Span.CopyTo(data[ReservedLength..]);
}
