namespace Soquete.Wire.Netlink;

/// <summary>
/// An address of an interface: <c>struct ifaddrmsg</c> and its attributes (rtnetlink(7)). Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
internal readonly ref struct InterfaceAddressView
{
    /// <summary>The size of the structure.</summary>
    public const int Length = 8;

    private const int Ipv4Bytes = 4;
    private const int Ipv6Bytes = 16;

    // IFA_ADDRESS, which is the other end's on a link from point to point, where IFA_LOCAL is this one's.
    private const int AddressAttribute = 1;
    private const int LocalAttribute = 2;

    private InterfaceAddressView(ReadOnlySpan<byte> bytes)
    {
        var hasLocal = false;
        var attributes = new NetlinkAttributes(bytes[Length..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == LocalAttribute || (attributes.Type == AddressAttribute && !hasLocal))
            {
                Bytes = attributes.Data;
                hasLocal = attributes.Type == LocalAttribute;
            }
        }
    }

    /// <summary>The address: four bytes of IPv4, or 16 of IPv6.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Reads what a message of rtnetlink(7) has behind its header.</summary>
    /// <returns>Whether there is a whole structure, and an address of IPv4 or IPv6 behind it.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out InterfaceAddressView view)
    {
        view = default;
        if (payload.Length < Length)
        {
            return false;
        }

        view = new InterfaceAddressView(payload);
        return view.Bytes.Length == (payload[0] switch
        {
            InternetDiagnosticsView.Ipv4 => Ipv4Bytes,
            InternetDiagnosticsView.Ipv6 => Ipv6Bytes,
            _ => -1,
        });
    }
}
