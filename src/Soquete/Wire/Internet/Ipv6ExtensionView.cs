namespace Soquete.Wire.Internet;

/// <summary>
/// One extension header as it lies in memory (RFC 8200 section 4, RFC 6564). Only a view that <see cref="TryRead"/> or
/// <see cref="Ipv6Extensions"/> gave may be asked.
/// </summary>
public readonly ref struct Ipv6ExtensionView
{
    internal const int Unit = 8;

    private const int HeadLength = 2;
    private const int AuthenticationUnit = 4;

    private Ipv6ExtensionView(byte protocol, ReadOnlySpan<byte> bytes)
    {
        Protocol = protocol;
        Bytes = bytes;
    }

    /// <summary>Which extension header it is (<see cref="IpProtocol"/>): the header before it says so.</summary>
    public byte Protocol { get; }

    /// <summary>All of its bytes: 8 at least.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What follows it (<see cref="IpProtocol"/>).</summary>
    public byte NextHeader => Bytes[0];

    /// <summary>What stands in it behind the next header's number and its own length.</summary>
    public ReadOnlySpan<byte> Data => Bytes[HeadLength..];

    /// <summary>Whether it holds options: those for each hop, or for the destination.</summary>
    public bool HasOptions => Protocol is IpProtocol.HopByHop or IpProtocol.DestinationOptions;

    /// <summary>Its options; none where it is of a kind that has none.</summary>
    public Ipv6Options Options => new(HasOptions ? Data : default);

    /// <summary>Reads an extension header; false where it is of no known kind, or not whole.</summary>
    /// <param name="protocol">Which one it is, as the header before says.</param>
    /// <param name="bytes">The bytes from its beginning; what follows it is left.</param>
    /// <param name="view">It.</param>
    public static bool TryRead(byte protocol, ReadOnlySpan<byte> bytes, out Ipv6ExtensionView view)
    {
        view = default;
        if (!IpProtocol.IsIpv6Extension(protocol) || bytes.Length < Unit)
        {
            return false;
        }

        var length = protocol switch
        {
            IpProtocol.Fragment => Ipv6FragmentView.Length,
            // RFC 4302 section 2.2: in words of 4 bytes, minus 2.
            IpProtocol.Authentication => (bytes[1] + 2) * AuthenticationUnit,
            _ => (bytes[1] + 1) * Unit,
        };
        var isWhole = length <= bytes.Length
            && (protocol != IpProtocol.Authentication || length >= IpAuthenticationView.MinLength);
        view = isWhole ? new Ipv6ExtensionView(protocol, bytes[..length]) : default;
        return isWhole;
    }

    /// <summary>It as a fragment header; false where it is another.</summary>
    public bool TryGetFragment(out Ipv6FragmentView fragment)
    {
        fragment = default;
        return Protocol == IpProtocol.Fragment && Ipv6FragmentView.TryRead(Bytes, out fragment);
    }

    /// <summary>It as a routing header; false where it is another.</summary>
    public bool TryGetRouting(out Ipv6RoutingView routing)
    {
        routing = default;
        return Protocol == IpProtocol.Routing && Ipv6RoutingView.TryRead(Bytes, out routing);
    }

    /// <summary>It as an authentication header; false where it is another.</summary>
    public bool TryGetAuthentication(out IpAuthenticationView authentication)
    {
        authentication = default;
        return Protocol == IpProtocol.Authentication && IpAuthenticationView.TryRead(Bytes, out authentication);
    }
}
