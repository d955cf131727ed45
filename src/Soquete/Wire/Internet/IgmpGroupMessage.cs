using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Tells of one group: a report of version 1 or 2, or that it is left (RFC 1112, RFC 2236).</summary>
/// <param name="MessageType">
/// <see cref="IgmpType.Version1Report"/>, <see cref="IgmpType.Version2Report"/> or <see cref="IgmpType.LeaveGroup"/>.
/// </param>
/// <param name="Group">The group, an IPv4 address.</param>
public sealed record IgmpGroupMessage(byte MessageType, IPAddress Group) : IgmpMessage
{
    /// <inheritdoc/>
    public override byte Type => MessageType;

    /// <inheritdoc/>
    public override int Length => IgmpView.LeastLength;

    private protected override void WriteRest(Span<byte> message) =>
        AddressBytes.Write(Group, AddressFamily.InterNetwork, message[4..]);
}
