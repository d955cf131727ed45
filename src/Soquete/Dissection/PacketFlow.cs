using Soquete.Wire.Internet;

namespace Soquete.Dissection;

/// <summary>Between which ends a TCP segment or a UDP datagram passes.</summary>
public readonly ref struct PacketFlow
{
    /// <summary>TCP or UDP (<see cref="IpProtocol"/>).</summary>
    public required byte Protocol { get; init; }

    /// <summary>The 4 or 16 bytes of the source's address.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>The source's port.</summary>
    public required ushort SourcePort { get; init; }

    /// <summary>The bytes of the destination's address, as many as of <see cref="Source"/>.</summary>
    public required ReadOnlySpan<byte> Destination { get; init; }

    /// <summary>The destination's port.</summary>
    public required ushort DestinationPort { get; init; }
}

/// <summary>Tells what a line is to say of an end, such as its process; null for nothing.</summary>
/// <param name="flow">The flow.</param>
/// <param name="isSource">Whether its source is asked for, and not its destination.</param>
public delegate string? PacketEndNote(in PacketFlow flow, bool isSource);

/// <summary>Tells the name of an address; null to print the address itself.</summary>
/// <param name="address">The 4 or 16 bytes of the address.</param>
public delegate string? PacketHostName(ReadOnlySpan<byte> address);
