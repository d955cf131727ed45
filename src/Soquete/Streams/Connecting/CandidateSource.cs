using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;

namespace Soquete.Streams.Connecting;

/// <summary>
/// Where candidates come from: at once from what is known, or from a lookup of each family (RFC 8305 §3).
/// </summary>
internal sealed record CandidateSource(
    IReadOnlyList<IPEndPoint> Known, IReadOnlyList<Func<CancellationToken, Task<IReadOnlyList<IPEndPoint>>>> LookUps)
{
    public static CandidateSource For(TcpAddress address, int port)
    {
        if (NameResolution.KnownAddresses(address) is { } known)
        {
            return new CandidateSource(WithPort(known, port), []);
        }

        var families = address.Family switch
        {
            InternetFamily.IPv4 => [AddressFamily.InterNetwork],
            InternetFamily.IPv6 => [AddressFamily.InterNetworkV6],
            _ => new[] { AddressFamily.InterNetworkV6, AddressFamily.InterNetwork },
        };
        // An address to bind to leaves only its own version of IP.
        var usable = families.Where(family => address.Bind?.Address is not { } bind || bind.AddressFamily == family);
        return new CandidateSource([], [.. usable.Select(family => LookUp(address.Host.Name!, family, port))]);
    }

    private static Func<CancellationToken, Task<IReadOnlyList<IPEndPoint>>> LookUp(
        string name, AddressFamily family, int port) =>
        async cancellationToken =>
            WithPort(await NameResolution.LookUpAsync(name, family, cancellationToken).ConfigureAwait(false), port);

    private static IReadOnlyList<IPEndPoint> WithPort(IReadOnlyList<IPAddress> addresses, int port) =>
        [.. addresses.Select(address => new IPEndPoint(address, port))];
}
