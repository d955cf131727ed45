using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <content>Errors and echo messages.</content>
public sealed partial record Icmpv6Message
{
    private const int LengthUnit = 8;

    /// <summary>An echo request.</summary>
    /// <param name="identifier">
    /// Which conversation it is of. On an unprivileged ICMP socket the kernel writes the socket's port over it.
    /// </param>
    /// <param name="sequence">Which request of the conversation it is.</param>
    /// <param name="data">What is to come back.</param>
    public static Icmpv6Message EchoRequest(ushort identifier, ushort sequence, ReadOnlySpan<byte> data) =>
        Make(Icmpv6Type.EchoRequest, 0, ((uint)identifier << 16) | sequence, data);

    /// <summary>The answer to an echo request.</summary>
    /// <param name="identifier">The request's identifier.</param>
    /// <param name="sequence">The request's sequence number.</param>
    /// <param name="data">The request's data.</param>
    public static Icmpv6Message EchoReply(ushort identifier, ushort sequence, ReadOnlySpan<byte> data) =>
        Make(Icmpv6Type.EchoReply, 0, ((uint)identifier << 16) | sequence, data);

    /// <summary>Says that a packet could not be delivered.</summary>
    /// <param name="code">Why; one of <see cref="Icmpv6Unreachable"/>.</param>
    /// <param name="quoted">The packet, or its beginning.</param>
    /// <param name="extension">What else is to be said (RFC 4884), or nothing.</param>
    /// <exception cref="ArgumentException">More than 2,040 bytes are quoted before an extension.</exception>
    public static Icmpv6Message DestinationUnreachable(
        byte code, ReadOnlyMemory<byte> quoted, IcmpExtension? extension = null) =>
        Extended(Icmpv6Type.DestinationUnreachable, code, quoted, extension);

    /// <summary>Says that the next link takes less.</summary>
    /// <param name="mtu">The next link's MTU.</param>
    /// <param name="quoted">The packet, or its beginning.</param>
    public static Icmpv6Message PacketTooBig(uint mtu, ReadOnlySpan<byte> quoted) =>
        Make(Icmpv6Type.PacketTooBig, 0, mtu, quoted);

    /// <summary>Says that a packet was too long on its way.</summary>
    /// <param name="code">Which time ran out; one of <see cref="IcmpTimeExceeded"/>.</param>
    /// <param name="quoted">The packet, or its beginning.</param>
    /// <param name="extension">What else is to be said (RFC 4884), or nothing.</param>
    /// <exception cref="ArgumentException">More than 2,040 bytes are quoted before an extension.</exception>
    public static Icmpv6Message TimeExceeded(
        byte code, ReadOnlyMemory<byte> quoted, IcmpExtension? extension = null) =>
        Extended(Icmpv6Type.TimeExceeded, code, quoted, extension);

    /// <summary>Says that a header was not understood.</summary>
    /// <param name="code">What is wrong; one of <see cref="Icmpv6ParameterProblem"/>.</param>
    /// <param name="pointer">The byte of the packet that is in error.</param>
    /// <param name="quoted">The packet, or its beginning.</param>
    public static Icmpv6Message ParameterProblem(byte code, uint pointer, ReadOnlySpan<byte> quoted) =>
        Make(Icmpv6Type.ParameterProblem, code, pointer, quoted);

    /// <summary>Writes an echo request without its checksum, and without an object for it.</summary>
    /// <param name="destination">Room for eight bytes and the data.</param>
    /// <param name="identifier">Which conversation it is of.</param>
    /// <param name="sequence">Which request of the conversation it is.</param>
    /// <param name="data">What is to come back. It may lie in the destination already, behind the header.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    public static int WriteEchoRequest(
        Span<byte> destination, ushort identifier, ushort sequence, ReadOnlySpan<byte> data)
    {
        var length = Icmpv6View.HeaderLength + data.Length;
        WireRoom.Check(destination, length);
        data.CopyTo(destination[Icmpv6View.HeaderLength..]);
        (destination[0], destination[1], destination[2], destination[3]) = (Icmpv6Type.EchoRequest, 0, 0, 0);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], identifier);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], sequence);
        return length;
    }

    private static Icmpv6Message Extended(
        byte type, byte code, ReadOnlyMemory<byte> quoted, IcmpExtension? extension)
    {
        var (data, stated) = IcmpMultiPart.Join(quoted, extension, LengthUnit);
        return Make(type, code, (uint)stated << 24, data.Span);
    }

    private static Icmpv6Message Make(byte type, byte code, uint restOfHeader, ReadOnlySpan<byte> data)
    {
        var body = new byte[sizeof(uint) + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(body, restOfHeader);
        data.CopyTo(body.AsSpan(sizeof(uint)));
        return new Icmpv6Message { Type = type, Code = code, Body = body };
    }
}
