using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>
/// An ICMPv6 message as it lies in a packet (RFC 4443). Its accessors allocate nothing and never throw.
/// </summary>
public readonly ref struct Icmpv6View
{
    /// <summary>How many bytes stand before the data of errors and echo messages.</summary>
    public const int HeaderLength = 8;

    /// <summary>How many bytes all messages have (RFC 4443 section 2.1).</summary>
    public const int LeastLength = 4;

    private const int LengthUnit = 8;

    private Icmpv6View(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of the message.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What kind of message it is; <see cref="Icmpv6Type"/> has those that are known.</summary>
    public byte Type => Bytes[0];

    /// <summary>Which of its kind; what it says depends on <see cref="Type"/>.</summary>
    public byte Code => Bytes[1];

    /// <summary>The checksum as it stands there.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    /// <summary>What follows type, code and checksum.</summary>
    public ReadOnlySpan<byte> Body => Bytes[LeastLength..];

    /// <summary>
    /// The bytes 4 to 7 as one number; what they say depends on <see cref="Type"/>. 0 in a message that ends before.
    /// </summary>
    public uint RestOfHeader => BinaryPrimitives.TryReadUInt32BigEndian(Body, out var rest) ? rest : 0;

    /// <summary>The identifier of an echo message.</summary>
    public ushort Identifier => (ushort)(RestOfHeader >> 16);

    /// <summary>The sequence number of an echo message.</summary>
    public ushort Sequence => (ushort)RestOfHeader;

    /// <summary>The next hop's MTU in a packet too big (RFC 4443 section 3.2).</summary>
    public uint Mtu => RestOfHeader;

    /// <summary>The byte of the quoted packet that is in error, in a parameter problem.</summary>
    public uint Pointer => RestOfHeader;

    /// <summary>What follows the first eight bytes: what an echo carries, and all that an error has.</summary>
    public ReadOnlySpan<byte> Data => Bytes[Math.Min(HeaderLength, Bytes.Length)..];

    /// <summary>Whether it reports an error and quotes the packet that met it.</summary>
    public bool IsError => Icmpv6Type.IsError(Type);

    /// <summary>
    /// The packet that an error quotes, from its IPv6 header on: as much of it as fits into 1,280 bytes, or its
    /// beginning, with zeros behind it where an extension follows (RFC 4884). Empty in messages that are no error.
    /// </summary>
    public ReadOnlySpan<byte> QuotedPacket => IsError ? IcmpMultiPart.Quoted(Data, StatedLength, false) : default;

    /// <summary>The message in few words, such as <c>port unreachable</c>.</summary>
    public string Description => Icmpv6Type.Describe(Type, Code);

    private int StatedLength => StatedLengthOf(Type, RestOfHeader);

    /// <summary>Looks at bytes as a message.</summary>
    /// <param name="bytes">What follows the last IPv6 header, without padding of the link.</param>
    /// <param name="view">The view.</param>
    /// <returns>
    /// Whether there are the four bytes that all messages have, and eight where the type is an error's or an echo's.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Icmpv6View view)
    {
        var isOne = bytes.Length >= LeastLength && bytes.Length >= LeastLengthOf(bytes[0]);
        view = isOne ? new Icmpv6View(bytes) : default;
        return isOne;
    }

    /// <summary>Whether the checksum is right. It never is when the message was cut.</summary>
    /// <param name="source">The source address in the IPv6 header, 16 bytes.</param>
    /// <param name="destination">
    /// The final destination, 16 bytes (<see cref="Ipv6View.FinalDestinationBytes"/>).
    /// </param>
    /// <exception cref="ArgumentException">The addresses do not have 16 bytes each.</exception>
    public bool IsChecksumValid(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination) =>
        ComputeChecksum(source, destination, Bytes) == 0;

    /// <summary>Whether the checksum is right. It never is when the message was cut, or is a fragment.</summary>
    /// <param name="packet">The packet that carries it.</param>
    public bool IsChecksumValid(in IpView packet)
    {
        var sum = packet.PseudoHeader();
        sum.Add(Bytes);
        return sum.Finish() == 0;
    }

    /// <summary>Finds the extension of an error (RFC 4884).</summary>
    /// <param name="extension">The extension.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetExtension(out IcmpExtensionView extension) =>
        IcmpMultiPart.TryFind(Data, StatedLength, false, out extension);

    /// <summary>The length of the quoted packet in bytes, which the fifth byte of some types states.</summary>
    internal static int StatedLengthOf(byte type, uint restOfHeader) =>
        type is Icmpv6Type.DestinationUnreachable or Icmpv6Type.TimeExceeded
            ? (int)(restOfHeader >> 24) * LengthUnit
            : 0;

    internal static ushort ComputeChecksum(
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> bytes)
    {
        var sum = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Icmpv6, (uint)bytes.Length);
        sum.Add(bytes);
        return sum.Finish();
    }

    private static int LeastLengthOf(byte type) =>
        Icmpv6Type.IsError(type) || type is Icmpv6Type.EchoRequest or Icmpv6Type.EchoReply ? HeaderLength : LeastLength;
}
