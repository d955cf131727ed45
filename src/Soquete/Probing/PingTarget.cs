using Soquete.Addresses;

namespace Soquete.Probing;

/// <summary>How a host is asked whether it is there.</summary>
public enum PingMethod
{
    /// <summary>By echo requests (ICMP, RFC 792; ICMPv6, RFC 4443).</summary>
    Echo,

    /// <summary>By the handshake of a TCP connection, which is closed at once.</summary>
    Tcp,

    /// <summary>By a UDP datagram.</summary>
    Udp,
}

/// <summary>
/// Who is asked, and how: <c>HOST</c>, <c>tcp:HOST:PORT</c> or <c>udp:HOST:PORT</c>.
/// </summary>
public sealed record PingTarget
{
    private PingTarget(PingMethod method, Host host, InternetFamily family)
    {
        Method = method;
        Host = host;
        Family = family;
    }

    /// <summary>How.</summary>
    public PingMethod Method { get; }

    /// <summary>The host.</summary>
    public Host Host { get; }

    /// <summary>Which versions of IP the target itself allows: those of <c>tcp4:</c> and the like.</summary>
    public InternetFamily Family { get; }

    /// <summary>The address of the port, with its options; null for echo requests.</summary>
    public TransportAddress? Transport { get; private init; }

    /// <summary>A host that is asked by echo requests.</summary>
    /// <param name="host">Whom; <see cref="Host.Any"/> is nobody.</param>
    /// <exception cref="ArgumentException">It is every address.</exception>
    public static PingTarget Of(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Kind == HostKind.Any
            ? throw new ArgumentException("Every address of this machine cannot be asked.", nameof(host))
            : new PingTarget(PingMethod.Echo, host, InternetFamily.Any);
    }

    /// <summary>A port that is asked by its own protocol.</summary>
    /// <param name="address">A <c>tcp</c> or <c>udp</c> address.</param>
    public static PingTarget Of(TransportAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var method = address is UdpAddress ? PingMethod.Udp : PingMethod.Tcp;
        return new PingTarget(method, address.Host, address.Family) { Transport = address };
    }

    /// <summary>Reads a target.</summary>
    /// <param name="text">
    /// A name, an IPv4 address, an IPv6 address with its zone, in brackets or without; or a <c>tcp</c> or <c>udp</c>
    /// address.
    /// </param>
    /// <exception cref="AddressFormatException">It is none of these.</exception>
    public static PingTarget Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return IsTransport(text) && Address.Parse(text) is TransportAddress transport
                ? Of(transport)
                : Of(HostText.ReadWhole(text));
        }
        catch (AddressProblemException problem)
        {
            throw new AddressFormatException(
                text, $"{problem.Message}; a target is HOST, tcp:HOST:PORT or udp:HOST:PORT", problem.Suggestion);
        }
        catch (ArgumentException)
        {
            throw new AddressFormatException(text, "every address of this machine cannot be asked");
        }
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => Transport?.ToString() ?? Host.ToString().Trim('[', ']');

    private static bool IsTransport(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && text[..colon] is "tcp" or "tcp4" or "tcp6" or "udp" or "udp4" or "udp6";
}
