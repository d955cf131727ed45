using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>What an IPv6 header says (RFC 8200 section 3). Immutable, and safe for threads.</summary>
public sealed record Ipv6Header
{
    /// <summary>The hop limit unless one is given: 64, as for IPv4.</summary>
    public const byte DefaultHopLimit = 64;

    private const uint MaxFlowLabel = 0xF_FFFF;
    private const int ClassShift = 20;

    /// <summary>How many bytes it takes: 40.</summary>
    public static int Length => Ipv6View.HeaderLength;

    /// <summary>The traffic class: DSCP and ECN; 0 unless set.</summary>
    public byte TrafficClass { get; init; }

    /// <summary>What packets of one flow have in common, 20 bits (RFC 6437); 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more bits.</exception>
    public uint FlowLabel
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxFlowLabel);
            field = value;
        }
    }

    /// <summary>What follows the header (<see cref="IpProtocol"/>): what is carried, or an extension header.</summary>
    public required byte NextHeader { get; init; }

    /// <summary>How many more routers may pass it on; <see cref="DefaultHopLimit"/> unless set.</summary>
    public byte HopLimit { get; init; } = DefaultHopLimit;

    /// <summary>The source's address. Its zone is not written.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>The destination's address. Its zone is not written.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static Ipv6Header Read(in Ipv6View view) => new()
    {
        TrafficClass = view.TrafficClass,
        FlowLabel = view.FlowLabel,
        NextHeader = view.NextHeader,
        HopLimit = view.HopLimit,
        Source = view.Source,
        Destination = view.Destination,
    };

    /// <summary>Writes the header. Extension headers and the payload go right behind it.</summary>
    /// <param name="destination">Where to: 40 bytes at least.</param>
    /// <param name="payloadLength">
    /// How long the extension headers and the payload are, in bytes: 65,535 at most, and 0 in a jumbogram (RFC 2675).
    /// </param>
    /// <returns>How many bytes were written: 40.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is not an IPv6 address.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The payload is too long, or its length negative.</exception>
    public int Write(Span<byte> destination, int payloadLength)
    {
        WireRoom.Check(destination, Length);
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, ushort.MaxValue);
        AddressBytes.Write(Source, AddressFamily.InterNetworkV6, destination[8..]);
        AddressBytes.Write(Destination, AddressFamily.InterNetworkV6, destination[24..]);
        var first = (6U << 28) | ((uint)TrafficClass << ClassShift) | FlowLabel;
        BinaryPrimitives.WriteUInt32BigEndian(destination, first);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)payloadLength);
        (destination[6], destination[7]) = (NextHeader, HopLimit);
        return Length;
    }
}
