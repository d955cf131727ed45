using System.Net;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Interop;
using Soquete.Streams.Planning;

namespace Soquete.Streams.Listening;

/// <summary>Listens on every address that a TCP address names, all with one port.</summary>
internal static class TcpBinder
{
    /// <summary>
    /// How often a port that is free on the first address but not on the others is given up for another.
    /// </summary>
    private const int PortAttempts = 32;

    public static async ValueTask<IReadOnlyList<BoundSocket>> BindAsync(
        TcpAddress address, CancellationToken cancellationToken)
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

    private static List<BoundSocket> BindAll(TcpAddress address, IReadOnlyList<IPAddress> addresses, int port)
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

                if (TcpPlan.TakesBothVersions(address, end)
                    || (address.Host.Kind == HostKind.Any && address.IPv6Only == true))
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

    private static BoundSocket Bind(TcpAddress address, IPEndPoint end)
    {
        var plan = TcpPlan.ToListen(address, end);
        var name = $"{address} ({plan.Bind})";
        var socket = plan.Open(name);
        try
        {
            var error = NativeSocket.Bind(socket, plan.Bind!.Value);
            Failure.ThrowIf(error, "bind", name, SystemPorts.RemedyFor(error, end.Port));
            Failure.ThrowIf(NativeSocket.Listen(socket, plan.Backlog!.Value), "listen", name);
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
