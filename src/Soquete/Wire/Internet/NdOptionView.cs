using System.Buffers.Binary;
using Soquete.Wire.Link;

namespace Soquete.Wire.Internet;

/// <summary>One neighbour discovery option as it lies in a message (RFC 4861 section 4.6).</summary>
/// <remarks>Accessors of other types of options say nothing: 0, false or empty.</remarks>
public readonly ref struct NdOptionView
{
    internal const int HeadLength = 2;
    internal const int LengthUnit = 8;
    internal const int PrefixInformationLength = 32;
    internal const int AddressesOffset = 8;
    internal const byte OnLinkFlag = 0x80;
    internal const byte AutonomousFlag = 0x40;
    internal const byte RouterAddressFlag = 0x20;

    private const int AddressLength = 16;

    private NdOptionView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of its bytes, from its type: a multiple of eight.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What it is (<see cref="NdOptionType"/>).</summary>
    public byte Type => Bytes[0];

    /// <summary>What stands behind type and length.</summary>
    public ReadOnlySpan<byte> Data => Bytes[HeadLength..];

    /// <summary>
    /// The source or target link-layer address as the link has it, with what pads it: six bytes on Ethernet (RFC 2464).
    /// </summary>
    public ReadOnlySpan<byte> LinkLayerAddressBytes =>
        Type is NdOptionType.SourceLinkLayerAddress or NdOptionType.TargetLinkLayerAddress ? Data : default;

    /// <summary>The link's MTU.</summary>
    public uint Mtu => Type == NdOptionType.Mtu ? BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..]) : 0;

    /// <summary>The packet that is redirected, or its beginning, with what pads it.</summary>
    public ReadOnlySpan<byte> RedirectedPacket =>
        Type == NdOptionType.RedirectedHeader ? Bytes[AddressesOffset..] : default;

    /// <summary>Whether it is prefix information, and as long as that is.</summary>
    public bool IsPrefixInformation =>
        Type == NdOptionType.PrefixInformation && Bytes.Length == PrefixInformationLength;

    /// <summary>How many bits of the prefix count, 0 to 128.</summary>
    public byte PrefixLength => IsPrefixInformation ? Bytes[2] : (byte)0;

    /// <summary>Whether addresses with the prefix are on the link (the L flag).</summary>
    public bool IsOnLink => IsPrefixInformation && (Bytes[3] & OnLinkFlag) != 0;

    /// <summary>Whether hosts make addresses from the prefix (the A flag; RFC 4862).</summary>
    public bool IsAutonomous => IsPrefixInformation && (Bytes[3] & AutonomousFlag) != 0;

    /// <summary>Whether the prefix holds the router's whole address (the R flag; RFC 6275 section 7.2).</summary>
    public bool IsRouterAddress => IsPrefixInformation && (Bytes[3] & RouterAddressFlag) != 0;

    /// <summary>For how many seconds the prefix is on the link; all bits set is for ever.</summary>
    public uint ValidLifetime => IsPrefixInformation ? BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..]) : 0;

    /// <summary>For how many seconds addresses made from the prefix are preferred; all bits set is for ever.</summary>
    public uint PreferredLifetime => IsPrefixInformation ? BinaryPrimitives.ReadUInt32BigEndian(Bytes[8..]) : 0;

    /// <summary>The prefix, sixteen bytes.</summary>
    public ReadOnlySpan<byte> PrefixBytes => IsPrefixInformation ? Bytes[16..PrefixInformationLength] : default;

    /// <summary>The sixteen bytes of the address of each resolver, one after the other.</summary>
    public ReadOnlySpan<byte> DnsServerBytes => Type == NdOptionType.RecursiveDnsServers
        ? Bytes.Slice(AddressesOffset, (Bytes.Length - AddressesOffset) / AddressLength * AddressLength)
        : default;

    /// <summary>For how many seconds the resolvers, or domains, may be used; all bits set is for ever.</summary>
    public uint DnsLifetime => Type is NdOptionType.RecursiveDnsServers or NdOptionType.DnsSearchList
        ? BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..])
        : 0;

    /// <summary>Looks at bytes as an option.</summary>
    /// <param name="bytes">From the option's first byte on; what follows it is left out.</param>
    /// <param name="view">The view.</param>
    /// <returns>Whether there is an option of the length that it states, which is not 0.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out NdOptionView view)
    {
        view = default;
        var length = bytes.Length < HeadLength ? 0 : bytes[1] * LengthUnit;
        if (length == 0 || length > bytes.Length)
        {
            return false;
        }

        view = new NdOptionView(bytes[..length]);
        return true;
    }

    /// <summary>Takes the source or target link-layer address of an Ethernet.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is such an option, of that length.</returns>
    public bool TryGetMacAddress(out MacAddress address)
    {
        var isOne = LinkLayerAddressBytes.Length == MacAddress.Length;
        address = isOne ? new MacAddress(LinkLayerAddressBytes) : default;
        return isOne;
    }
}
