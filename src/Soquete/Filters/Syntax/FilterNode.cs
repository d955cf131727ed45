namespace Soquete.Filters.Syntax;

/// <summary>An expression, or a part of it, as it was meant: names of ports and protocols are numbers.</summary>
/// <param name="Column">Where it begins, for what only compiling for a link can find wrong.</param>
internal abstract record FilterNode(int Column);

/// <summary>What the empty expression is.</summary>
internal sealed record EveryPacket() : FilterNode(1);

internal sealed record Negation(FilterNode Operand) : FilterNode(Operand.Column);

/// <summary>
/// Tests joined from left to right: <c>and</c> and <c>or</c> bind equally, and the first link's word says nothing.
/// </summary>
internal sealed record Chain(IReadOnlyList<ChainLink> Links) : FilterNode(Links[0].Node.Column);

/// <summary>One of them, with the word before it.</summary>
internal readonly record struct ChainLink(bool IsAnd, FilterNode Node);

/// <summary>An address or a network, of IPv4 or IPv6; of IPv4 also in ARP.</summary>
internal sealed record HostTest(ProtocolWord? Protocol, Direction Direction, AddressRange Range, int Column)
    : FilterNode(Column);

/// <summary>A host by name, which is resolved before it is compiled.</summary>
internal sealed record NamedHostTest(ProtocolWord? Protocol, Direction Direction, string Name, int Column)
    : FilterNode(Column);

internal sealed record EthernetHostTest(Direction Direction, ulong Address, int Column) : FilterNode(Column);

/// <summary>A range of ports, of one protocol or of TCP, UDP and SCTP.</summary>
internal sealed record PortTest(uint? Protocol, Direction Direction, uint First, uint Last, int Column)
    : FilterNode(Column);

/// <summary>A protocol by its number in the link's header or in that of IP.</summary>
internal sealed record ProtocolTest(ProtocolWord Protocol, int Column) : FilterNode(Column);

/// <summary>A frame or packet to everybody; the protocol is the link or IPv4.</summary>
internal sealed record BroadcastTest(bool IsIp, int Column) : FilterNode(Column);

/// <summary>A frame or packet to a group; the protocol is the link, IPv4 or IPv6.</summary>
internal sealed record MulticastTest(ProtocolWord? Protocol, int Column) : FilterNode(Column);

/// <summary>A VLAN tag, behind which everything to the right of it looks.</summary>
internal sealed record VlanTest(uint? Identifier, int Column) : FilterNode(Column);

/// <summary>Sent by this machine, or not.</summary>
internal sealed record DirectionTest(bool IsOutbound, int Column) : FilterNode(Column);

internal sealed record InterfaceTest(uint Index, int Column) : FilterNode(Column);

/// <summary>A comparison of two numbers. Bytes of a protocol are there only in its packets.</summary>
internal sealed record Relation(Quantity Left, Comparison Comparison, Quantity Right, int Column)
    : FilterNode(Column);
