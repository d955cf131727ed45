using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>What kind of host a target names.</summary>
public enum HostKind
{
    /// <summary>This machine's loopback: a port stood alone.</summary>
    Loopback,

    /// <summary>Every address of this machine: <c>*</c>. Only a listener can use it.</summary>
    Any,

    /// <summary>An IP address.</summary>
    Literal,

    /// <summary>A name that is resolved when the address is used.</summary>
    Name,
}

/// <summary>The host of an internet address.</summary>
public sealed record Host
{
    private Host(HostKind kind) => Kind = kind;

    /// <summary>This machine's loopback addresses.</summary>
    public static Host Loopback { get; } = new(HostKind.Loopback);

    /// <summary>Every address of this machine.</summary>
    public static Host Any { get; } = new(HostKind.Any);

    /// <summary>Which of the four it is.</summary>
    public HostKind Kind { get; }

    /// <summary>
    /// The address, where <see cref="Kind"/> is <see cref="HostKind.Literal"/>; its zone stands apart.
    /// </summary>
    public IPAddress? Literal { get; private init; }

    /// <summary>The IPv6 zone (RFC 4007) by name or number, or null.</summary>
    public string? Zone { get; private init; }

    /// <summary>The name, where <see cref="Kind"/> is <see cref="HostKind.Name"/>.</summary>
    public string? Name { get; private init; }

    /// <summary>A host by address.</summary>
    /// <param name="address">IPv4 or IPv6.</param>
    /// <param name="zone">The interface of a link-local IPv6 address, by name or number; null takes it from
    /// <paramref name="address"/>.</param>
    public static Host FromAddress(IPAddress address, string? zone = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        var scope = address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
        return new Host(HostKind.Literal)
        {
            Literal = new IPAddress(address.GetAddressBytes()),
            Zone = zone ?? (scope == 0 ? null : scope.ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>A host by name.</summary>
    /// <exception cref="FormatException"><paramref name="name"/> is no host name.</exception>
    public static Host FromName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return HostText.IsName(name)
            ? new Host(HostKind.Name) { Name = name }
            : throw new FormatException($"'{name}' is no host name");
    }

    /// <summary>As it stands before the colon of a target; empty for the loopback.</summary>
    public override string ToString() => Kind switch
    {
        HostKind.Loopback => "",
        HostKind.Any => "*",
        HostKind.Name => Name!,
        _ when Literal!.AddressFamily == AddressFamily.InterNetwork => Literal.ToString(),
        _ => Zone is null ? $"[{Literal}]" : $"[{Literal}%{ZoneText(Zone)}]",
    };

    /// <summary>
    /// A zone that begins as RFC 6874's escape of the percent sign does is written after that escape.
    /// </summary>
    private static string ZoneText(string zone) =>
        zone.Length > 2 && zone.StartsWith("25", StringComparison.Ordinal) ? "25" + zone : zone;
}
