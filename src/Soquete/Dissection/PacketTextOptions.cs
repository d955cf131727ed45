namespace Soquete.Dissection;

/// <summary>
/// How packets are told in lines. Immutable; what is called is called on the thread that asks for a line.
/// </summary>
public sealed record PacketTextOptions
{
    /// <summary>How a line says when the packet passed; the time of day unless set.</summary>
    public PacketTime Time { get; init; }

    /// <summary>
    /// Whether TCP's sequence numbers are told as they are, and not counted from a connection's first; off unless set.
    /// </summary>
    public bool AbsoluteSequenceNumbers { get; init; }

    /// <summary>Whether the link's header is told too: its addresses, tags and EtherType; off unless set.</summary>
    public bool LinkHeader { get; init; }

    /// <summary>The name of an interface by its number, for cooked captures; null for none.</summary>
    public Func<int, string?>? InterfaceName { get; init; }

    /// <summary>The name of an address; null to print addresses alone.</summary>
    public PacketHostName? HostName { get; init; }

    /// <summary>What a line says behind an end, in parentheses; null for nothing.</summary>
    public PacketEndNote? EndNote { get; init; }
}
