namespace Soquete.Wire.Netlink;

/// <summary>Writes the requests of rtnetlink(7), each a whole message.</summary>
internal static class RouteRequest
{
    /// <summary>All addresses of all interfaces, of IPv4 and IPv6: <c>struct ifaddrmsg</c>.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="sequence">The number of the request.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    public static int Addresses(Span<byte> destination, uint sequence)
    {
        // AF_UNSPEC, which asks for every family, is 0.
        NetlinkRequest.Begin(
            destination, NetlinkType.GetAddress, NetlinkFlags.Dump, sequence, InterfaceAddressView.Length);
        return NetlinkView.HeaderLength + InterfaceAddressView.Length;
    }
}
