using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>A kind of datagram address, and how it differs from the others.</summary>
/// <param name="BindText">An address to bind that is free.</param>
/// <param name="IsUnix">Whether it is of the unix domain, which loses nothing and has no ICMP.</param>
internal sealed record DatagramScheme(Func<TemporaryFolder, string> BindText, bool IsUnix)
{
    public static DatagramScheme Udp4 { get; } = new(_ => "udp4:0", IsUnix: false);

    public static DatagramScheme Udp6 { get; } = new(_ => "udp6:0", IsUnix: false);

    /// <summary>Both loopbacks: two of the kernel's sockets.</summary>
    public static DatagramScheme Loopback { get; } = new(_ => "udp:0", IsUnix: false);

    /// <summary>Every address of both versions: one of the kernel's sockets.</summary>
    public static DatagramScheme Wildcard { get; } = new(_ => "udp:*:0", IsUnix: false);

    public static DatagramScheme UnixPath { get; } =
        new(folder => $"unix-dgram:{folder[Guid.NewGuid().ToString("N")]}", IsUnix: true);

    public static DatagramScheme UnixAbstract { get; } =
        new(_ => $"unix-dgram:@soquete-{Guid.NewGuid():N}", IsUnix: true);
}
