using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>An address of the internet domain, over IPv6, IPv4 or both.</summary>
/// <param name="Host">The host; <see cref="Host.Loopback"/> where none is named.</param>
/// <param name="Family">Which versions of IP are used.</param>
public abstract record InternetAddress(Host Host, InternetFamily Family) : SocketEndAddress
{
    /// <inheritdoc/>
    public sealed override string Scheme => SchemeName(Protocol, Family);

    /// <summary>The differentiated services codepoint of what is sent, 0 to 63 (RFC 2474).</summary>
    public int? Dscp { get; init; }

    /// <summary>SO_BINDTODEVICE: only packets of this interface (socket(7)).</summary>
    public string? Interface { get; init; }

    /// <summary>The only networks whose peers a listener accepts; empty for all.</summary>
    public ValueList<IPNetwork> Allow { get; init; }

    /// <summary>The networks whose peers a listener refuses, whatever <see cref="Allow"/> says.</summary>
    public ValueList<IPNetwork> Deny { get; init; }

    /// <summary>The scheme for both versions of IP: <c>tcp</c>, <c>udp</c>, <c>raw</c>.</summary>
    internal abstract string Protocol { get; }

    /// <summary>The versions of IP in which a host that is no literal address is looked for.</summary>
    internal virtual InternetFamily LookedUp => Family;

    /// <summary>The options above, for the tables of the schemes.</summary>
    private protected static AddressOption[] InternetOptions { get; } =
    [
        new ValueOption<InternetAddress, int?>(
            "dscp", OptionUse.Both, "differentiated services codepoint, IP_TOS or IPV6_TCLASS (default: 0)",
            ValueSyntaxes.Dscp, a => a.Dscp, (a, v) => a with { Dscp = v }),
        new ValueOption<InternetAddress, string?>(
            "interface", OptionUse.Both, "use this interface alone, SO_BINDTODEVICE",
            ValueSyntaxes.Word(15), a => a.Interface, (a, v) => a with { Interface = v }),
        new ListOption<InternetAddress, IPNetwork>(
            "allow", OptionUse.Listener, "accept peers of this network alone; can be repeated",
            ValueSyntaxes.Network, a => a.Allow, (a, v) => a with { Allow = v }),
        new ListOption<InternetAddress, IPNetwork>(
            "deny", OptionUse.Listener, "refuse peers of this network, whatever is allowed; can be repeated",
            ValueSyntaxes.Network, a => a.Deny, (a, v) => a with { Deny = v }),
    ];

    /// <summary><c>tcp</c>, <c>tcp4</c>, <c>udp6</c> and the like.</summary>
    private protected static string SchemeName(string protocol, InternetFamily family) => family switch
    {
        InternetFamily.IPv4 => protocol + "4",
        InternetFamily.IPv6 => protocol + "6",
        _ => protocol,
    };

    /// <summary>
    /// Refuses literal addresses of the version of IP that the scheme leaves out, or of both versions, and a local
    /// address that is no machine's own.
    /// </summary>
    private protected static void CheckFamily(InternetAddress address, IPAddress? local)
    {
        CheckFamily(address.Family, address.Host.Literal, "the address");
        CheckFamily(address.Family, local, "the address to bind");
        if (address.Host.Literal is { } host && local is not null && host.AddressFamily != local.AddressFamily)
        {
            throw new AddressProblemException("the address to bind is of the other version of IP");
        }

        if (local is not null && UdpAddress.IsGroup(local))
        {
            throw new AddressProblemException($"the address to bind {local} is a group, which sends nothing");
        }
    }

    private static void CheckFamily(InternetFamily family, IPAddress? literal, string what)
    {
        var wrong = family switch
        {
            InternetFamily.IPv4 => AddressFamily.InterNetworkV6,
            InternetFamily.IPv6 => AddressFamily.InterNetwork,
            _ => AddressFamily.Unknown,
        };
        if (literal is not null && literal.AddressFamily == wrong)
        {
            throw new AddressProblemException($"{what} {literal} is not {family}");
        }
    }
}
