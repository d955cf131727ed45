using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <content>Messages of the types that are known.</content>
public sealed partial record IcmpMessage
{
    private const int LengthUnit = 4;

    /// <summary>An echo request.</summary>
    /// <param name="identifier">Which conversation it is of.</param>
    /// <param name="sequence">Which request of the conversation it is.</param>
    /// <param name="data">What is to come back; it is not copied.</param>
    public static IcmpMessage EchoRequest(ushort identifier, ushort sequence, ReadOnlyMemory<byte> data) =>
        new() { Type = IcmpType.EchoRequest, RestOfHeader = Join(identifier, sequence), Data = data };

    /// <summary>The answer to an echo request.</summary>
    /// <param name="identifier">The request's identifier.</param>
    /// <param name="sequence">The request's sequence number.</param>
    /// <param name="data">The request's data; it is not copied.</param>
    public static IcmpMessage EchoReply(ushort identifier, ushort sequence, ReadOnlyMemory<byte> data) =>
        new() { Type = IcmpType.EchoReply, RestOfHeader = Join(identifier, sequence), Data = data };

    /// <summary>Says that a packet could not be delivered.</summary>
    /// <param name="code">Why; one of <see cref="IcmpUnreachable"/>.</param>
    /// <param name="quoted">The packet, or its beginning: the IP header and 64 bits at least (RFC 792).</param>
    /// <param name="nextHopMtu">The next hop's MTU where fragmentation is needed (RFC 1191).</param>
    /// <param name="extension">What else is to be said (RFC 4884), or nothing.</param>
    /// <exception cref="ArgumentException">More than 1,020 bytes are quoted before an extension.</exception>
    public static IcmpMessage DestinationUnreachable(
        byte code, ReadOnlyMemory<byte> quoted, ushort nextHopMtu = 0, IcmpExtension? extension = null) =>
        Error(IcmpType.DestinationUnreachable, code, nextHopMtu, quoted, extension);

    /// <summary>Says that a packet was too long on its way.</summary>
    /// <param name="code">Which time ran out; one of <see cref="IcmpTimeExceeded"/>.</param>
    /// <param name="quoted">The packet, or its beginning: the IP header and 64 bits at least (RFC 792).</param>
    /// <param name="extension">What else is to be said (RFC 4884), or nothing.</param>
    /// <exception cref="ArgumentException">More than 1,020 bytes are quoted before an extension.</exception>
    public static IcmpMessage TimeExceeded(
        byte code, ReadOnlyMemory<byte> quoted, IcmpExtension? extension = null) =>
        Error(IcmpType.TimeExceeded, code, 0, quoted, extension);

    /// <summary>Says that a header was not understood.</summary>
    /// <param name="code">What is wrong; one of <see cref="IcmpParameterProblem"/>.</param>
    /// <param name="pointer">The byte of the packet that is in error.</param>
    /// <param name="quoted">The packet, or its beginning: the IP header and 64 bits at least (RFC 792).</param>
    /// <param name="extension">What else is to be said (RFC 4884), or nothing.</param>
    /// <exception cref="ArgumentException">More than 1,020 bytes are quoted before an extension.</exception>
    public static IcmpMessage ParameterProblem(
        byte code, byte pointer, ReadOnlyMemory<byte> quoted, IcmpExtension? extension = null) =>
        Error(IcmpType.ParameterProblem, code, (uint)pointer << 24, quoted, extension);

    /// <summary>Says that there is a better first hop.</summary>
    /// <param name="code">For what; one of <see cref="IcmpRedirect"/>.</param>
    /// <param name="gateway">The better first hop, an IPv4 address.</param>
    /// <param name="quoted">The packet, or its beginning: the IP header and 64 bits at least (RFC 792).</param>
    /// <exception cref="ArgumentException">The gateway is no IPv4 address.</exception>
    public static IcmpMessage Redirect(byte code, IPAddress gateway, ReadOnlyMemory<byte> quoted)
    {
        Span<byte> address = stackalloc byte[4];
        AddressBytes.Write(gateway, AddressFamily.InterNetwork, address);
        return new IcmpMessage
        {
            Type = IcmpType.Redirect,
            Code = code,
            RestOfHeader = BinaryPrimitives.ReadUInt32BigEndian(address),
            Data = quoted,
        };
    }

    /// <summary>Asks for the time of day.</summary>
    /// <param name="identifier">Which conversation it is of.</param>
    /// <param name="sequence">Which request of the conversation it is.</param>
    /// <param name="originate">When it is sent, in milliseconds since midnight UT.</param>
    public static IcmpMessage TimestampRequest(ushort identifier, ushort sequence, uint originate) =>
        Timestamp(IcmpType.TimestampRequest, Join(identifier, sequence), new IcmpTimestamps(originate, 0, 0));

    /// <summary>The answer to a timestamp request.</summary>
    /// <param name="identifier">The request's identifier.</param>
    /// <param name="sequence">The request's sequence number.</param>
    /// <param name="timestamps">The request's time, and the answerer's two.</param>
    public static IcmpMessage TimestampReply(ushort identifier, ushort sequence, IcmpTimestamps timestamps) =>
        Timestamp(IcmpType.TimestampReply, Join(identifier, sequence), timestamps);

    private static IcmpMessage Timestamp(byte type, uint restOfHeader, IcmpTimestamps timestamps) =>
        new() { Type = type, RestOfHeader = restOfHeader, Data = timestamps.ToBytes() };

    private static IcmpMessage Error(
        byte type, byte code, uint restOfHeader, ReadOnlyMemory<byte> quoted, IcmpExtension? extension)
    {
        var (data, stated) = IcmpMultiPart.Join(quoted, extension, LengthUnit);
        return new IcmpMessage
        {
            Type = type,
            Code = code,
            RestOfHeader = restOfHeader | ((uint)stated << 16),
            Data = data,
        };
    }
}
