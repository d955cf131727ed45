namespace Soquete.Wire.Internet;

/// <summary>
/// A routing header as it lies in memory (RFC 8200 section 4.4). Only a view that <see cref="TryRead"/> gave may be
/// asked.
/// </summary>
public readonly ref struct Ipv6RoutingView
{
    /// <summary>Source routes, deprecated (RFC 5095).</summary>
    public const byte SourceRoute = 0;

    /// <summary>A mobile node's home address (RFC 6275 section 6.4).</summary>
    public const byte MobileNode = 2;

    /// <summary>Source routes in low-power networks, with addresses shortened (RFC 6554).</summary>
    public const byte LowPower = 3;

    /// <summary>Segments (RFC 8754 section 2), the last one first.</summary>
    public const byte Segments = 4;

    private const int AddressesOffset = 8;

    private readonly ReadOnlySpan<byte> _bytes;

    private Ipv6RoutingView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What follows it (<see cref="IpProtocol"/>).</summary>
    public byte NextHeader => _bytes[0];

    /// <summary>How long it is, in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Which kind of routing header it is.</summary>
    public byte RoutingType => _bytes[2];

    /// <summary>How many of the nodes that are listed are still to be visited.</summary>
    public byte SegmentsLeft => _bytes[3];

    /// <summary>What stands behind <see cref="SegmentsLeft"/>.</summary>
    public ReadOnlySpan<byte> Data => _bytes[4..];

    /// <summary>How many whole addresses it holds; 0 where its kind holds none.</summary>
    public int AddressCount => RoutingType switch
    {
        SourceRoute or MobileNode => (_bytes.Length - AddressesOffset) / Ipv6View.AddressLength,
        // Behind the last entry there may be TLVs (RFC 8754 section 2.1).
        Segments => Math.Min(_bytes[4] + 1, (_bytes.Length - AddressesOffset) / Ipv6View.AddressLength),
        _ => 0,
    };

    /// <summary>The 16 bytes of each address, one after the other as they lie there.</summary>
    public ReadOnlySpan<byte> AddressBytes => _bytes.Slice(AddressesOffset, AddressCount * Ipv6View.AddressLength);

    /// <summary>The 16 bytes of the address that is visited last; empty where it is not known.</summary>
    public ReadOnlySpan<byte> LastBytes => AddressCount == 0 ? default
        : RoutingType == Segments ? AddressBytes[..Ipv6View.AddressLength]
        : AddressBytes[^Ipv6View.AddressLength..];

    /// <summary>Reads a header; false where it is not whole. What follows it is left.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv6RoutingView view)
    {
        var length = bytes.Length < Ipv6ExtensionView.Unit ? 0 : (bytes[1] + 1) * Ipv6ExtensionView.Unit;
        var isWhole = length > 0 && length <= bytes.Length;
        view = isWhole ? new Ipv6RoutingView(bytes[..length]) : default;
        return isWhole;
    }
}
