using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>An ICMP message as it lies in a packet (RFC 792). Its accessors allocate nothing and never throw.</summary>
public readonly ref struct IcmpView
{
    /// <summary>How many bytes stand before the data.</summary>
    public const int HeaderLength = 8;

    private const int LengthUnit = 4;

    private IcmpView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of the message.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What kind of message it is; <see cref="IcmpType"/> has those that are known.</summary>
    public byte Type => Bytes[0];

    /// <summary>Which of its kind; what it says depends on <see cref="Type"/>.</summary>
    public byte Code => Bytes[1];

    /// <summary>The checksum as it stands there.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    /// <summary>Whether the checksum is right. It never is when the message was cut.</summary>
    public bool IsChecksumValid => InternetChecksum.Of(Bytes) == 0;

    /// <summary>The bytes 4 to 7 as one number; what they say depends on <see cref="Type"/>.</summary>
    public uint RestOfHeader => BinaryPrimitives.ReadUInt32BigEndian(Bytes[4..]);

    /// <summary>The identifier of echo and timestamp messages.</summary>
    public ushort Identifier => BinaryPrimitives.ReadUInt16BigEndian(Bytes[4..]);

    /// <summary>The sequence number of echo and timestamp messages.</summary>
    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(Bytes[6..]);

    /// <summary>
    /// The next hop's MTU where fragmentation is needed (RFC 1191 section 4); 0 from routers before that.
    /// </summary>
    public ushort NextHopMtu => BinaryPrimitives.ReadUInt16BigEndian(Bytes[6..]);

    /// <summary>The byte of the quoted packet that is in error, in a parameter problem.</summary>
    public byte Pointer => Bytes[4];

    /// <summary>The better first hop of a redirect: four bytes.</summary>
    public ReadOnlySpan<byte> GatewayBytes => Bytes[4..HeaderLength];

    /// <summary>The better first hop of a redirect. Allocates.</summary>
    public IPAddress Gateway => new(GatewayBytes);

    /// <summary>What follows the eight bytes of the header: what an echo carries, and all that an error has.</summary>
    public ReadOnlySpan<byte> Data => Bytes[HeaderLength..];

    /// <summary>Whether it reports an error and quotes the packet that met it.</summary>
    public bool IsError => IcmpType.IsError(Type);

    /// <summary>
    /// The packet that an error quotes, from its IP header on: mostly only its beginning, with zeros behind it where an
    /// extension follows (RFC 4884). Empty in messages that are no error.
    /// </summary>
    public ReadOnlySpan<byte> QuotedPacket =>
        IsError ? IcmpMultiPart.Quoted(Data, StatedLength, IsExtensible(Type)) : default;

    /// <summary>The message in few words, such as <c>host unreachable</c>.</summary>
    public string Description => IcmpType.Describe(Type, Code);

    /// <summary>How long the quoted packet is said to be, in bytes; 0 where nothing is said.</summary>
    private int StatedLength => StatedLengthOf(Type, Bytes[5]);

    /// <summary>Looks at bytes as a message.</summary>
    /// <param name="bytes">What follows the IP header, without padding of the link.</param>
    /// <param name="view">The view.</param>
    /// <returns>Whether there are the eight bytes that all messages have.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IcmpView view)
    {
        view = bytes.Length >= HeaderLength ? new IcmpView(bytes) : default;
        return bytes.Length >= HeaderLength;
    }

    /// <summary>Finds the extension of an error, behind the length that the message states, or 128 bytes.</summary>
    /// <remarks>
    /// Without a stated length, as routers before RFC 4884 send it, an extension counts only with a checksum that is
    /// right.
    /// </remarks>
    /// <param name="extension">The extension.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetExtension(out IcmpExtensionView extension)
    {
        extension = default;
        return IsExtensible(Type) && IcmpMultiPart.TryFind(Data, StatedLength, true, out extension);
    }

    /// <summary>Takes the times of a timestamp message.</summary>
    /// <param name="timestamps">The times.</param>
    /// <returns>Whether it is a timestamp message, and whole.</returns>
    public bool TryGetTimestamps(out IcmpTimestamps timestamps)
    {
        var hasThem = IcmpTimestamps.AreIn(Type, Data);
        timestamps = hasThem ? IcmpTimestamps.Read(Data) : default;
        return hasThem;
    }

    /// <summary>Which messages an extension may be appended to (RFC 4884 section 4).</summary>
    internal static bool IsExtensible(byte type) =>
        type is IcmpType.DestinationUnreachable or IcmpType.TimeExceeded or IcmpType.ParameterProblem;

    /// <summary>The length of the quoted packet in bytes, which the sixth byte of some types states.</summary>
    internal static int StatedLengthOf(byte type, byte stated) => IsExtensible(type) ? stated * LengthUnit : 0;
}
