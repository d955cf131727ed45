using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>What an IP packet carries, and what of it is still to be told.</summary>
internal readonly ref struct Carried
{
    public Carried(scoped in IpView packet, byte protocol)
    {
        Packet = packet;
        Protocol = protocol;
        Bytes = packet.Payload;
        Length = packet.PayloadLength;
    }

    public IpView Packet { get; }

    /// <summary>The protocol that <see cref="Bytes"/> begin with.</summary>
    public byte Protocol { get; init; }

    public ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>How long it is on the link, also where it is cut here.</summary>
    public uint Length { get; init; }

    /// <summary>Whether the line tells the packet's addresses already, so that ports alone follow.</summary>
    public bool AreHostsTold { get; init; }

    /// <summary>The ends of a flow.</summary>
    public PacketFlow Flow(ushort sourcePort, ushort destinationPort) => new()
    {
        Protocol = Protocol,
        Source = Packet.SourceBytes,
        SourcePort = sourcePort,
        Destination = Packet.DestinationBytes,
        DestinationPort = destinationPort,
    };

    /// <summary><c>10.0.0.1.40312 > 10.0.0.2.80: </c>, or the ports where the addresses are told.</summary>
    public void AddEnds(LineContext context, ushort sourcePort, ushort destinationPort)
    {
        if (AreHostsTold)
        {
            context.Line.Add(sourcePort).Add(" > ").Add(destinationPort).Add(": ");
        }
        else
        {
            context.AddEnds(Flow(sourcePort, destinationPort));
        }
    }
}
