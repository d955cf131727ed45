using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Link;

/// <summary>
/// An ARP message as it lies in memory (RFC 826), with addresses of any lengths. Only a view that <see cref="TryRead"/>
/// gave may be asked.
/// </summary>
public readonly ref struct ArpView
{
    /// <summary>How long it is before its addresses: 8 bytes.</summary>
    public const int FixedLength = 8;

    internal const ushort Ethernet = 1;

    private const int Ipv4Length = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private ArpView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The hardware type (ar$hrd): 1 for Ethernet (IANA's registry of ARP parameters).</summary>
    public ushort HardwareType => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>The protocol type (ar$pro): an EtherType.</summary>
    public ushort ProtocolType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>How long hardware addresses are (ar$hln), in bytes.</summary>
    public byte HardwareLength => _bytes[4];

    /// <summary>How long protocol addresses are (ar$pln), in bytes.</summary>
    public byte ProtocolLength => _bytes[5];

    /// <summary>What is asked or said (ar$op).</summary>
    public ArpOperation Operation => (ArpOperation)BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>The sender's hardware address (ar$sha).</summary>
    public ReadOnlySpan<byte> SenderHardwareBytes => _bytes.Slice(FixedLength, HardwareLength);

    /// <summary>The sender's protocol address (ar$spa).</summary>
    public ReadOnlySpan<byte> SenderProtocolBytes => _bytes.Slice(FixedLength + HardwareLength, ProtocolLength);

    /// <summary>The target's hardware address (ar$tha): zeros in a request, as a rule.</summary>
    public ReadOnlySpan<byte> TargetHardwareBytes =>
        _bytes.Slice(FixedLength + HardwareLength + ProtocolLength, HardwareLength);

    /// <summary>The target's protocol address (ar$tpa).</summary>
    public ReadOnlySpan<byte> TargetProtocolBytes =>
        _bytes.Slice(FixedLength + (2 * HardwareLength) + ProtocolLength, ProtocolLength);

    /// <summary>Whether it is about IPv4 addresses on Ethernet, as nearly all are.</summary>
    public bool IsIpv4OverEthernet => ProtocolType == EtherType.Ipv4 && ProtocolLength == Ipv4Length
        && HardwareLength == MacAddress.Length && HardwareType == Ethernet;

    /// <summary>The sender's MAC address; all zeros where hardware addresses are not of 6 bytes.</summary>
    public MacAddress SenderHardware => HardwareLength == MacAddress.Length ? new(SenderHardwareBytes) : default;

    /// <summary>The target's MAC address; all zeros where hardware addresses are not of 6 bytes.</summary>
    public MacAddress TargetHardware => HardwareLength == MacAddress.Length ? new(TargetHardwareBytes) : default;

    /// <summary>The sender's IPv4 address; null where protocol addresses are not of 4 bytes.</summary>
    public IPAddress? SenderProtocol => ProtocolLength == Ipv4Length ? new IPAddress(SenderProtocolBytes) : null;

    /// <summary>The target's IPv4 address; null where protocol addresses are not of 4 bytes.</summary>
    public IPAddress? TargetProtocol => ProtocolLength == Ipv4Length ? new IPAddress(TargetProtocolBytes) : null;

    /// <summary>
    /// Reads a message; false where it is shorter than its addresses make it. What follows is padding.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ArpView view)
    {
        var isWhole = bytes.Length >= FixedLength && bytes.Length >= FixedLength + (2 * (bytes[4] + bytes[5]));
        view = isWhole ? new ArpView(bytes) : default;
        return isWhole;
    }
}
