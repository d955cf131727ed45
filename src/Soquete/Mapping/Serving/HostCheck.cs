using System.Net;
using Soquete.Addresses;

namespace Soquete.Mapping.Serving;

/// <summary>
/// Which hosts a request may name. A page from elsewhere whose name was made to lead here (DNS rebinding) still says
/// that name.
/// </summary>
internal sealed class HostCheck
{
    private readonly HashSet<string> _hosts = ["localhost", "127.0.0.1", "[::1]"];
    private readonly bool _isAny;

    public HostCheck(IEnumerable<SocketEnd> ends)
    {
        foreach (var address in ends.Select(end => end.Address).OfType<IPAddress>())
        {
            _hosts.Add(Text(address));
            _isAny |= address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        }
    }

    /// <summary>The host as a URL has it.</summary>
    public static string Text(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";

    /// <summary>
    /// Whether a host is one of those. Where every address is listened on each number is, since no name was made to
    /// lead anywhere.
    /// </summary>
    public bool Takes(string host) => _hosts.Contains(host) || (_isAny && IPAddress.TryParse(host, out _));
}
