using System.Net;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Binding;

/// <summary>Binds every address that an internet address names, all with one port, and listens on TCP.</summary>
internal static class InternetBinder
{
    /// <summary>
    /// How often a port that is free on the first address but not on the others is given up for another.
    /// </summary>
    private const int PortAttempts = 32;

    public static async ValueTask<IReadOnlyList<BoundSocket>> BindAsync(
        InternetAddress address, CancellationToken cancellationToken)
    {
        var port = NameResolution.PortOf(address);
        var addresses = NameResolution.KnownAddresses(address)
            ?? await NameResolution.AddressesAsync(address, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return BindAll(address, addresses, port);
            }
            catch (SoqueteException failure) when (
                port == 0 && failure.ErrorName == "EADDRINUSE" && attempt < PortAttempts)
            {
                // The kernel's choice for the first address is taken on another one: ask for a new choice.
            }
        }
    }

    private static List<BoundSocket> BindAll(InternetAddress address, IReadOnlyList<IPAddress> addresses, int port)
    {
        var bound = new List<BoundSocket>();
        SoqueteException? absent = null;
        try
        {
            foreach (var local in addresses)
            {
                var taken = bound.Count > 0 && bound[0].Name.TryGetInternet(out var first) ? first.Port : port;
                var end = new IPEndPoint(local, taken);
                try
                {
                    bound.Add(Bind(address, end));
                }
                catch (SoqueteException failure) when (
                    addresses.Count > 1 && failure.ErrorName is "EADDRNOTAVAIL" or "EAFNOSUPPORT")
                {
                    // A machine without IPv6, or a name that is only in part this machine's.
                    absent = failure;
                    continue;
                }

                if (InternetPlan.TakesBothVersions(address, end)
                    || (address is TransportAddress { Host.Kind: HostKind.Any, IPv6Only: true }))
                {
                    break;
                }
            }

            return bound.Count > 0 ? bound : throw absent!;
        }
        catch
        {
            bound.ForEach(socket => socket.Socket.Dispose());
            throw;
        }
    }

    private static BoundSocket Bind(InternetAddress address, IPEndPoint end)
    {
        var plan = InternetPlan.ToListen(address, end);
        var name = $"{address} ({plan.Bind})";
        var socket = plan.Open(name);
        try
        {
            var error = plan.BindName(socket, name);
            Failure.ThrowIf(error, "bind", name, SystemPorts.RemedyFor(error, end.Port));
            if (plan.Backlog is { } backlog)
            {
                Failure.ThrowIf(NativeSocket.Listen(socket, backlog), "listen", name);
            }

            Failure.ThrowIf(NativeSocket.LocalName(socket, out var taken), "getsockname", name);
            return new BoundSocket(socket, taken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
