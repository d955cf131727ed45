using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>An ICMPv6 message (RFC 4443): what it means, and how it is written.</summary>
/// <remarks>
/// Every message can be held, of types that are not known too: type, code, and <see cref="Body"/>. The other properties
/// say what the body means in the types that have them. Neighbour discovery and MLD have records of their own, which
/// make and read such a body.
/// </remarks>
public sealed partial record Icmpv6Message
{
    /// <summary>What kind of message it is; <see cref="Icmpv6Type"/> has those that are known.</summary>
    public required byte Type { get; init; }

    /// <summary>Which of its kind; 0 unless set.</summary>
    public byte Code { get; init; }

    /// <summary>What follows type, code and checksum.</summary>
    public ValueList<byte> Body { get; init; }

    /// <summary>The identifier of an echo message.</summary>
    public ushort Identifier => (ushort)(RestOfHeader >> 16);

    /// <summary>The sequence number of an echo message.</summary>
    public ushort Sequence => (ushort)RestOfHeader;

    /// <summary>The next hop's MTU in a packet too big (RFC 4443 section 3.2).</summary>
    public uint Mtu => RestOfHeader;

    /// <summary>The byte of the quoted packet that is in error, in a parameter problem.</summary>
    public uint Pointer => RestOfHeader;

    /// <summary>What follows the first eight bytes: what an echo carries, and all that an error has.</summary>
    public ReadOnlySpan<byte> Data => Body.Span[Math.Min(sizeof(uint), Body.Count)..];

    /// <summary>Whether it reports an error and quotes the packet that met it.</summary>
    public bool IsError => Icmpv6Type.IsError(Type);

    /// <summary>The packet that an error quotes, as <see cref="Icmpv6View.QuotedPacket"/>.</summary>
    public ReadOnlySpan<byte> QuotedPacket => IsError ? IcmpMultiPart.Quoted(Data, StatedLength, false) : default;

    /// <summary>The extension of an error; null where there is none.</summary>
    public IcmpExtension? Extension => IcmpMultiPart.TryFind(Data, StatedLength, false, out var extension)
        ? IcmpExtension.Read(extension)
        : null;

    /// <summary>The message in few words, such as <c>port unreachable</c>.</summary>
    public string Description => Icmpv6Type.Describe(Type, Code);

    /// <summary>How many bytes the message takes.</summary>
    public int Length => Icmpv6View.LeastLength + Body.Count;

    private uint RestOfHeader => BinaryPrimitives.TryReadUInt32BigEndian(Body.Span, out var rest) ? rest : 0;

    private int StatedLength => Icmpv6View.StatedLengthOf(Type, RestOfHeader);

    /// <summary>What a message means. Never throws.</summary>
    /// <param name="view">The message; its checksum is not looked at.</param>
    public static Icmpv6Message Read(in Icmpv6View view) => new()
    {
        Type = view.Type,
        Code = view.Code,
        Body = view.Body.ToArray(),
    };

    /// <summary>
    /// Writes the message without its checksum: the kernel computes it on a raw ICMPv6 socket (RFC 3542 section 3.1).
    /// </summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    public int Write(Span<byte> destination)
    {
        WireRoom.Check(destination, Length);
        Body.Span.CopyTo(destination[Icmpv6View.LeastLength..]);
        (destination[0], destination[1], destination[2], destination[3]) = (Type, Code, 0, 0);
        return Length;
    }

    /// <summary>Writes the message with its checksum, for a packet whose IPv6 header is written too.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <param name="from">The source address in the IPv6 header, 16 bytes.</param>
    /// <param name="to">The final destination, 16 bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address does not have 16 bytes.</exception>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        var length = Write(destination);
        var checksum = Icmpv6View.ComputeChecksum(from, to, destination[..length]);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], checksum);
        return length;
    }

    /// <summary>Writes the message with its checksum, for a packet whose IPv6 header is written too.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <param name="from">The source address in the IPv6 header.</param>
    /// <param name="to">The final destination.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is no IPv6 address.</exception>
    public int Write(Span<byte> destination, IPAddress from, IPAddress to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Write(destination, from.GetAddressBytes(), to.GetAddressBytes());
    }
}
