using Soquete.Wire.Link;

namespace Soquete.Wire.Internet;

/// <summary>The source or target link-layer address (RFC 4861 section 4.6.1).</summary>
/// <param name="IsTarget">Whether it is the target's, and not the sender's.</param>
/// <param name="Address">The address as the link has it: six bytes on Ethernet (RFC 2464).</param>
public sealed record NdLinkLayerAddress(bool IsTarget, ValueList<byte> Address) : NdOption
{
    /// <inheritdoc/>
    public override byte Type => IsTarget ? NdOptionType.TargetLinkLayerAddress : NdOptionType.SourceLinkLayerAddress;

    private protected override int DataLength => Address.Count;

    /// <summary>The sender's address on an Ethernet.</summary>
    /// <param name="address">The address.</param>
    public static NdLinkLayerAddress Source(MacAddress address) => new(false, Bytes(address));

    /// <summary>The target's address on an Ethernet.</summary>
    /// <param name="address">The address.</param>
    public static NdLinkLayerAddress Target(MacAddress address) => new(true, Bytes(address));

    private protected override void WriteData(Span<byte> data) => Address.Span.CopyTo(data);

    private static byte[] Bytes(MacAddress address)
    {
        var bytes = new byte[MacAddress.Length];
        address.CopyTo(bytes);
        return bytes;
    }
}
