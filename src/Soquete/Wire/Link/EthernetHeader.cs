using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>What an Ethernet header says (IEEE 802.3 section 3). Immutable, and safe for threads.</summary>
public sealed record EthernetHeader
{
    /// <summary>How many bytes it takes: 14.</summary>
    public static int Length => EthernetView.HeaderLength;

    /// <summary>The destination's address.</summary>
    public required MacAddress Destination { get; init; }

    /// <summary>The source's address.</summary>
    public required MacAddress Source { get; init; }

    /// <summary>What the frame carries (<see cref="Link.EtherType"/>), or a length up to 1,500.</summary>
    public required ushort EtherType { get; init; }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static EthernetHeader Read(in EthernetView view) => new()
    {
        Destination = view.Destination,
        Source = view.Source,
        EtherType = view.EtherType,
    };

    /// <summary>Writes the header. Padding to 60 bytes is the device's business.</summary>
    /// <returns>How many bytes were written: 14.</returns>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public int Write(Span<byte> destination)
    {
        WireRoom.Check(destination, Length);
        Destination.CopyTo(destination);
        Source.CopyTo(destination[MacAddress.Length..]);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(2 * MacAddress.Length)..], EtherType);
        return Length;
    }
}
