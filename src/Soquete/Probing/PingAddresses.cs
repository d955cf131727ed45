using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Probing;

/// <summary>Which address of a host is asked: the first of the resolver's to which there is a route.</summary>
internal static class PingAddresses
{
    /// <summary>Connecting a datagram socket sends nothing, whatever the port; 0 would be none to the kernel.</summary>
    private const int AnyPort = 1025;

    /// <exception cref="SoqueteException">The name was not found.</exception>
    public static async ValueTask<IPAddress> ChooseAsync(
        PingTarget target, PingOptions options, CancellationToken cancellationToken)
    {
        var family = FamilyOf(target, options);
        var asked = new RawAddress(Protocol.Raw, target.Host, family);
        IReadOnlyList<IPAddress> addresses;
        try
        {
            addresses = NameResolution.KnownAddresses(asked)
                ?? await NameResolution.AddressesAsync(asked, cancellationToken).ConfigureAwait(false);
        }
        catch (SoqueteException failure)
        {
            throw new SoqueteException(failure.Kind, target.ToString(), failure.Problem, remedy: failure.Remedy);
        }

        RequireFamily(addresses, family, target);
        var usable = addresses.Where(address => options.Source is not { } source
            || source.AddressFamily == address.AddressFamily).ToArray();
        return usable.Length == 0
            ? throw new ArgumentException($"{options.Source} is of another version of IP than {target}")
            : usable.Length == 1 ? usable[0] : Array.Find(usable, HasRoute) ?? usable[0];
    }

    private static InternetFamily FamilyOf(PingTarget target, PingOptions options) =>
        target.Family == InternetFamily.Any || options.Family == InternetFamily.Any || target.Family == options.Family
            ? target.Family == InternetFamily.Any ? options.Family : target.Family
            : throw new ArgumentException($"{target} is not of {options.Family}");

    private static void RequireFamily(IReadOnlyList<IPAddress> addresses, InternetFamily family, PingTarget target)
    {
        var other = family switch
        {
            InternetFamily.IPv4 => AddressFamily.InterNetworkV6,
            InternetFamily.IPv6 => AddressFamily.InterNetwork,
            _ => AddressFamily.Unspecified,
        };
        if (addresses.Any(address => address.AddressFamily == other))
        {
            throw new ArgumentException($"{target} is not of {family}");
        }
    }

    private static bool HasRoute(IPAddress address)
    {
        var end = new IPEndPoint(address, AnyPort);
        var error = NativeSocket.Open(
            InternetPlan.DomainOf(end), SocketKind.Datagram, Protocol.Default, out var socket);
        using (socket)
        {
            // A broadcast address is refused with EACCES, and has a route.
            return error == Errno.None && NativeSocket.Connect(socket, SocketName.FromInternet(end))
                is not (Errno.ENETUNREACH or Errno.EHOSTUNREACH or Errno.EADDRNOTAVAIL or Errno.EAFNOSUPPORT);
        }
    }
}
