using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Soquete.Interop;

namespace Soquete.Addresses.Resolution;

/// <summary>
/// Names to numbers, with the system's resolver: hosts (getaddrinfo(3)), services (services(5)) and zones.
/// </summary>
internal static class NameResolution
{
    /// <summary>The port's number; 0 of an address that has none.</summary>
    /// <exception cref="SoqueteException">No service has that name.</exception>
    public static int PortOf(InternetAddress address) => address is TransportAddress transport ? PortOf(transport) : 0;

    private static int PortOf(TransportAddress address) =>
        address.Port.ServiceName is not { } service ? address.Port.Number
        : ServiceNames.TryFindPort(service, address.Protocol, out var port) ? port
        : throw NotFound(
            address,
            $"no {address.Protocol.ToUpperInvariant()} service is called '{service}' (/etc/services)",
            address.Host.Kind == HostKind.Loopback
                ? $"for a host, add a port: {address.Scheme}:{service}:PORT" : null);

    /// <summary>
    /// The addresses of the host that are known without asking anybody; null where a name has to be resolved.
    /// </summary>
    public static IReadOnlyList<IPAddress>? KnownAddresses(InternetAddress address) => address.Host.Kind switch
    {
        HostKind.Literal => [WithZone(address)],
        HostKind.Loopback => OfFamily(address.LookedUp, IPAddress.IPv6Loopback, IPAddress.Loopback),
        HostKind.Any => OfFamily(address.LookedUp, IPAddress.IPv6Any, IPAddress.Any),
        _ => null,
    };

    /// <summary>The addresses of one family that a name has; empty where it has none of that family.</summary>
    /// <exception cref="SocketException">The resolver failed for another reason.</exception>
    public static async Task<IReadOnlyList<IPAddress>> LookUpAsync(
        string name, AddressFamily family, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(ToAscii(name), family, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return [];
        }
        catch (ArgumentException)
        {
            // A name that no internationalised name can be (RFC 5891) has no address.
            return [];
        }
    }

    /// <summary>
    /// Every address that the host's name has in the versions of IP that the address allows, IPv6 first.
    /// </summary>
    /// <exception cref="SoqueteException">It has none.</exception>
    public static async ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(
        InternetAddress address, CancellationToken cancellationToken)
    {
        var name = address.Host.Name!;
        try
        {
            var v6 = address.LookedUp == InternetFamily.IPv4
                ? []
                : await LookUpAsync(name, AddressFamily.InterNetworkV6, cancellationToken).ConfigureAwait(false);
            var v4 = address.LookedUp == InternetFamily.IPv6
                ? []
                : await LookUpAsync(name, AddressFamily.InterNetwork, cancellationToken).ConfigureAwait(false);
            return v6.Count + v4.Count > 0 ? [.. v6, .. v4] : throw HostNotFound(address);
        }
        catch (SocketException failure)
        {
            throw HostNotFound(address, failure);
        }
    }

    /// <summary>The failure that a host's name was not found.</summary>
    public static SoqueteException HostNotFound(InternetAddress address, SocketException? reason = null)
    {
        var family = address.LookedUp == InternetFamily.Any ? "" : $"{address.LookedUp} ";
        return NotFound(address, reason?.SocketErrorCode == SocketError.TryAgain
            ? $"the resolver did not answer for '{address.Host}'"
            : $"no {family}address was found for the name '{address.Host}'");
    }

    private static SoqueteException NotFound(InternetAddress address, string problem, string? remedy = null) =>
        new(FailureKind.NameNotFound, address.ToString(), problem, remedy: remedy);

    private static IReadOnlyList<IPAddress> OfFamily(InternetFamily family, IPAddress v6, IPAddress v4) => family switch
    {
        InternetFamily.IPv4 => [v4],
        InternetFamily.IPv6 => [v6],
        _ => [v6, v4],
    };

    private static IPAddress WithZone(InternetAddress address)
    {
        var (literal, zone) = (address.Host.Literal!, address.Host.Zone);
        if (zone is null)
        {
            return literal;
        }

        return uint.TryParse(zone, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || Interfaces.TryFindIndex(zone, out index)
            ? new IPAddress(literal.GetAddressBytes(), index)
            : throw NotFound(address, $"no interface is called '{zone}'");
    }

    /// <summary>getaddrinfo(3) wants the ASCII form of an internationalised name (RFC 5890).</summary>
    private static string ToAscii(string name) =>
        Ascii.IsValid(name) ? name : new IdnMapping().GetAscii(name);
}
