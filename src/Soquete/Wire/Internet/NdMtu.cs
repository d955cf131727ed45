using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>The link's MTU (RFC 4861 section 4.6.4).</summary>
/// <param name="Mtu">How many bytes a packet on the link has at most.</param>
public sealed record NdMtu(uint Mtu) : NdOption
{
    private const int ReservedLength = 2;

    /// <inheritdoc/>
    public override byte Type => NdOptionType.Mtu;

    private protected override int DataLength => ReservedLength + sizeof(uint);

    private protected override void WriteData(Span<byte> data) =>
        BinaryPrimitives.WriteUInt32BigEndian(data[ReservedLength..], Mtu);
}
