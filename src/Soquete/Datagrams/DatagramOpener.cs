using System.Net;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Binding;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;
using Soquete.Planning;

namespace Soquete.Datagrams;

/// <summary>Opens the sockets that a datagram address means. A new scheme registers itself here.</summary>
internal static class DatagramOpener
{
    public static async ValueTask<DatagramSocket> BindAsync(
        Address address, Engine engine, CancellationToken cancellationToken)
    {
        RequireDatagrams(address);
        RoleCheck.Require(address, AddressRole.Listen);
        // Before anything is bound: an account that does not exist is found here.
        var filter = PeerFilter.For(address);
        var bound = address switch
        {
            InternetAddress internet => await InternetBinder.BindAsync(internet, cancellationToken)
                .ConfigureAwait(false),
            _ => [UnixBinder.Bind((UnixDatagramAddress)address)],
        };
        return Open(address, bound, null, filter, engine);
    }

    public static async ValueTask<DatagramSocket> ConnectAsync(
        Address address, Engine engine, CancellationToken cancellationToken)
    {
        RequireDatagrams(address);
        RoleCheck.Require(address, AddressRole.Connect);
        if (address is UnixDatagramAddress unix)
        {
            return Open(address, [UnixBinder.Connect(unix)], UnixPlan.NameOf(unix), PeerFilter.For(address), engine);
        }

        var internet = (InternetAddress)address;
        SoqueteException? failure = null;
        var ends = await EndsAsync(internet, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < ends.Count; i++)
        {
            try
            {
                var part = ConnectPart(internet, ends[i], engine);
                var others = i + 1 < ends.Count
                    ? new OtherCandidates(ends.Skip(i + 1), end => ConnectPart(internet, end, engine))
                    : null;
                return new DatagramSocket(address, [part], PeerFilter.For(address), others);
            }
            catch (SoqueteException e) when (e.ErrorName is "ENETUNREACH" or "EADDRNOTAVAIL" or "EAFNOSUPPORT")
            {
                // No route, or no such version of IP here: the name's next address may have one.
                failure ??= e;
            }
        }

        throw failure!;
    }

    public static async ValueTask<DatagramPeer> ResolveAsync(
        Address address, Predicate<SocketName> canBeReached, CancellationToken cancellationToken)
    {
        RequireDatagrams(address);
        if (address is UnixDatagramAddress unix)
        {
            return new DatagramPeer(UnixPlan.NameOf(unix));
        }

        var names = (await EndsAsync((InternetAddress)address, cancellationToken).ConfigureAwait(false))
            .Select(SocketName.FromInternet).ToArray();
        var reachable = Array.Find(names, canBeReached);
        return new DatagramPeer(reachable.Length > 0 ? reachable : names[0]);
    }

    /// <summary>Every address of the host, in the order of preference (RFC 6724, as the resolver has it).</summary>
    private static async ValueTask<IReadOnlyList<IPEndPoint>> EndsAsync(
        InternetAddress address, CancellationToken cancellationToken)
    {
        var port = NameResolution.PortOf(address);
        var addresses = NameResolution.KnownAddresses(address)
            ?? await NameResolution.AddressesAsync(address, cancellationToken).ConfigureAwait(false);
        return [.. addresses.Select(ip => new IPEndPoint(ip, port))];
    }

    private static DatagramPart ConnectPart(InternetAddress address, IPEndPoint end, Engine engine)
    {
        var plan = InternetPlan.ToConnect(address, end);
        var remote = plan.Remote!.Value;
        var name = address is RawAddress ? address.ToString() : remote.ToString();
        var socket = plan.Open(name);
        try
        {
            if (plan.Bind is not null)
            {
                var bound = plan.BindName(socket, name);
                var port = (address as TransportAddress)?.Bind?.Port ?? 0;
                Failure.ThrowIf(bound, "bind", name, SystemPorts.RemedyFor(bound, port));
            }

            var error = NativeSocket.Connect(socket, remote);
            var remedy = error == Errno.EACCES ? "a broadcast address needs the option 'broadcast'" : null;
            Failure.ThrowIf(error, "connect", name, remedy);
            Failure.ThrowIf(NativeSocket.LocalName(socket, out var local), "getsockname", name);
            return new DatagramPart(socket, NameOf(address, local), remote, null, engine, address);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static DatagramSocket Open(
        Address address, IReadOnlyList<BoundSocket> bound, SocketName? remote, PeerFilter filter, Engine engine)
    {
        var parts = new List<DatagramPart>();
        try
        {
            foreach (var (socket, name, path) in bound)
            {
                parts.Add(new DatagramPart(socket, NameOf(address, name), remote, path, engine, address));
            }

            return new DatagramSocket(address, parts, filter);
        }
        catch
        {
            // The kernel watches no more sockets (fs.epoll.max_user_watches).
            parts.ForEach(part => part.Dispose());
            foreach (var (socket, _, path) in bound.Skip(parts.Count))
            {
                path?.Dispose();
                socket.Dispose();
            }

            throw;
        }
    }

    private static SocketName NameOf(Address address, in SocketName local) =>
        address is RawAddress ? local.WithoutPort() : local;

    private static void RequireDatagrams(Address address)
    {
        if (address is not IDatagramAddress)
        {
            throw new AddressFormatException(address.ToString(), $"{address.Scheme} has no datagrams");
        }
    }
}
