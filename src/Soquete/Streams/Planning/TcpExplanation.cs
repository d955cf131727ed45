using System.Net;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Streams.Connecting;

namespace Soquete.Streams.Planning;

/// <summary>What a TCP address means.</summary>
internal static class TcpExplanation
{
    public static async ValueTask<(IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls)> OfAsync(
        TcpAddress address, AddressRole role, CancellationToken cancellationToken)
    {
        var port = NameResolution.PortOf(address);
        var addresses = await AddressesAsync(address, cancellationToken).ConfigureAwait(false);
        var ends = addresses.Select(ip => new IPEndPoint(ip, port)).ToArray();
        return role == AddressRole.Listen ? ToListen(address, ends) : ToConnect(address, ends);
    }

    private static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) ToListen(
        TcpAddress address, IPEndPoint[] ends)
    {
        var port = Port(ends[0].Port, listens: true);
        if (TcpPlan.TakesBothVersions(address, ends[0]))
        {
            const string everywhere =
                "every address of this machine, in one IPv6 socket that takes IPv4 connections too";
            return ([Protocol(address), everywhere, port], PlannedCalls.Of(TcpPlan.ToListen(address, ends[0])));
        }

        return (
            [Protocol(address), $"listens on {Join(ends)}, a socket each", port],
            [.. ends.SelectMany(end => PlannedCalls.Of(TcpPlan.ToListen(address, end)))]);
    }

    private static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) ToConnect(
        TcpAddress address, IPEndPoint[] ends)
    {
        var tried = ends.Length == 1
            ? $"connects to {ends[0]}"
            : $"tries {Join(ends)}, 250 ms apart or as soon as one fails; the first to answer is used";
        return (
            [Protocol(address), tried, Port(ends[0].Port, listens: false)],
            [.. ends.SelectMany(end => PlannedCalls.Of(TcpPlan.ToConnect(address, end)))]);
    }

    private static string Protocol(TcpAddress address) => address.Family switch
    {
        InternetFamily.Any => "TCP, a stream of bytes, over IPv6 or IPv4",
        var family => $"TCP, a stream of bytes, over {family} alone",
    };

    private static string Port(int port, bool listens) => port switch
    {
        0 => "port 0: the system picks a free one, and it is reported",
        <= SystemPorts.Last when listens => $"port {port} belongs to the system: binding it needs CAP_NET_BIND_SERVICE",
        _ => $"port {port}",
    };

    private static string Join(IPEndPoint[] ends) => string.Join(" and ", ends.Select(end => end.ToString()));

    private static async ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(
        TcpAddress address, CancellationToken cancellationToken)
    {
        if (NameResolution.KnownAddresses(address) is { } known)
        {
            return known;
        }

        var found = await NameResolution.AddressesAsync(address, cancellationToken).ConfigureAwait(false);
        var candidates = new Candidates();
        foreach (var ip in found)
        {
            candidates.Add(new IPEndPoint(ip, 0));
        }

        var ordered = new List<IPAddress>();
        while (candidates.TryTake(out var next))
        {
            ordered.Add(next!.Address);
        }

        return ordered;
    }
}
