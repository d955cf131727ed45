using System.Net;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;

namespace Soquete.Planning;

/// <summary>What an address of the internet domain means.</summary>
internal static class InternetExplanation
{
    public static async ValueTask<(IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls)> OfAsync(
        InternetAddress address, AddressRole role, CancellationToken cancellationToken)
    {
        var port = NameResolution.PortOf(address);
        var addresses = await AddressesAsync(address, cancellationToken).ConfigureAwait(false);
        var ends = addresses.Select(ip => new IPEndPoint(ip, port)).ToArray();
        return role == AddressRole.Listen ? ToListen(address, ends) : ToConnect(address, ends);
    }

    private static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) ToListen(
        InternetAddress address, IPEndPoint[] ends)
    {
        string[] port = PortOf(address, ends[0].Port, listens: true);
        if (address is UdpAddress { IsMulticast: true })
        {
            return (
                [Protocol(address), .. GroupExplanation.OfJoined((UdpAddress)address), .. port],
                PlannedCalls.Of(InternetPlan.ToListen(address, ends[0])));
        }

        if (InternetPlan.TakesBothVersions(address, ends[0]))
        {
            var what = address is UdpAddress ? "datagrams" : "connections";
            var everywhere = $"every address of this machine, in one IPv6 socket that takes IPv4 {what} too";
            return (
                [Protocol(address), everywhere, .. GroupExplanation.OfJoined(address as UdpAddress), .. port],
                PlannedCalls.Of(InternetPlan.ToListen(address, ends[0])));
        }

        return (
            [
                Protocol(address), $"listens on {Join(address, ends)}" + (ends.Length > 1 ? ", a socket each" : ""),
                .. GroupExplanation.OfJoined(address as UdpAddress), .. port,
            ],
            [.. ends.SelectMany(end => PlannedCalls.Of(InternetPlan.ToListen(address, end)))]);
    }

    private static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) ToConnect(
        InternetAddress address, IPEndPoint[] ends)
    {
        var tried = address is UdpAddress { IsMulticast: true } or UdpAddress { Broadcast: true }
            ? GroupExplanation.OfMany((UdpAddress)address)
            : ends.Length == 1 ? $"connects to {Join(address, ends)}"
            : address is IDatagramAddress
                ? $"tries {Join(address, ends)}, the next where the one before refused the first datagram"
            : $"tries {Join(address, ends)}, 250 ms apart or as soon as one fails; the first to answer is used";
        return (
            [Protocol(address), tried, .. PortOf(address, ends[0].Port, listens: false)],
            [.. ends.SelectMany(end => PlannedCalls.Of(InternetPlan.ToConnect(address, end)))]);
    }

    private static string Protocol(InternetAddress address)
    {
        var protocol = address switch
        {
            UdpAddress => "UDP, datagrams that may be lost",
            RawAddress { Unprivileged: true } => "ICMP, echo requests and their answers alone",
            RawAddress raw => $"packets of protocol {raw.ProtocolNumber}, which needs CAP_NET_RAW",
            _ => "TCP, a stream of bytes",
        };
        return address.LookedUp == InternetFamily.Any
            ? $"{protocol}, over IPv6 or IPv4"
            : $"{protocol}, over {address.LookedUp} alone";
    }

    private static string[] PortOf(InternetAddress address, int port, bool listens) =>
        address is TransportAddress ? [Port(port, listens)] : [];

    private static string Port(int port, bool listens) => port switch
    {
        0 => "port 0: the system picks a free one, and it is reported",
        <= SystemPorts.Last when listens => $"port {port} belongs to the system: binding it needs CAP_NET_BIND_SERVICE",
        _ => $"port {port}",
    };

    private static string Join(InternetAddress address, IPEndPoint[] ends) => string.Join(
        " and ", ends.Select(end => address is TransportAddress ? end.ToString() : end.Address.ToString()));

    private static async ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(
        InternetAddress address, CancellationToken cancellationToken)
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
