namespace Soquete.Wire.Netlink;

/// <summary>What tells a socket from others: <c>struct inet_diag_sockid</c> (linux/inet_diag.h).</summary>
/// <param name="IsIpv6">Whether it is of IPv6, and its addresses with it.</param>
/// <param name="Source">What it is bound to, as a number.</param>
/// <param name="SourcePort">Its port.</param>
/// <param name="Destination">What it is connected to; 0 for nothing.</param>
/// <param name="DestinationPort">Its port; 0 for nothing.</param>
/// <param name="InterfaceIndex">The interface that it is bound to; 0 for none.</param>
/// <param name="Cookie">What no other socket has in one boot.</param>
internal readonly record struct DiagnosticsIdentity(
    bool IsIpv6, UInt128 Source, ushort SourcePort, UInt128 Destination, ushort DestinationPort, uint InterfaceIndex,
    ulong Cookie);
