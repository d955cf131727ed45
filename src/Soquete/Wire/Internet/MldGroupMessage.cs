using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Tells of one group: a report of version 1, or that it is left (RFC 2710 section 3).</summary>
/// <param name="IsDone">Whether it is left, and not listened to.</param>
/// <param name="Group">The group, an IPv6 address.</param>
public sealed record MldGroupMessage(bool IsDone, IPAddress Group) : MldMessage
{
    /// <inheritdoc/>
    public override byte Type => IsDone ? Icmpv6Type.MulticastListenerDone : Icmpv6Type.MulticastListenerReport;

    /// <inheritdoc/>
    public override int Length => MldView.Version1Length;

    private protected override void WriteRest(Span<byte> message) =>
        AddressBytes.Write(Group, AddressFamily.InterNetworkV6, message[8..]);
}
