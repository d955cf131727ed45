using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>An ICMP message (RFC 792): what it means, and how it is written.</summary>
/// <remarks>
/// Every message can be held, of types that are not known too: type, code, the four bytes <see cref="RestOfHeader"/>,
/// and <see cref="Data"/>. The other properties say what those mean in the types that have them.
/// </remarks>
public sealed partial record IcmpMessage
{
    /// <summary>What kind of message it is; <see cref="IcmpType"/> has those that are known.</summary>
    public required byte Type { get; init; }

    /// <summary>Which of its kind; 0 unless set.</summary>
    public byte Code { get; init; }

    /// <summary>The bytes 4 to 7 as one number; what they say depends on <see cref="Type"/>.</summary>
    public uint RestOfHeader { get; init; }

    /// <summary>What follows the eight bytes of the header: what an echo carries, and all that an error has.</summary>
    public ValueList<byte> Data { get; init; }

    /// <summary>The identifier of echo and timestamp messages.</summary>
    public ushort Identifier => (ushort)(RestOfHeader >> 16);

    /// <summary>The sequence number of echo and timestamp messages.</summary>
    public ushort Sequence => (ushort)RestOfHeader;

    /// <summary>
    /// The next hop's MTU where fragmentation is needed (RFC 1191 section 4); 0 from routers before that.
    /// </summary>
    public ushort NextHopMtu => (ushort)RestOfHeader;

    /// <summary>The byte of the quoted packet that is in error, in a parameter problem.</summary>
    public byte Pointer => (byte)(RestOfHeader >> 24);

    /// <summary>The better first hop of a redirect.</summary>
    public IPAddress Gateway
    {
        get
        {
            Span<byte> address = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(address, RestOfHeader);
            return new IPAddress(address);
        }
    }

    /// <summary>Whether it reports an error and quotes the packet that met it.</summary>
    public bool IsError => IcmpType.IsError(Type);

    /// <summary>The packet that an error quotes, as <see cref="IcmpView.QuotedPacket"/>.</summary>
    public ReadOnlySpan<byte> QuotedPacket => IsError
        ? IcmpMultiPart.Quoted(Data.Span, StatedLength, IcmpView.IsExtensible(Type))
        : default;

    /// <summary>The extension of an error; null where there is none.</summary>
    public IcmpExtension? Extension =>
        IcmpView.IsExtensible(Type) && IcmpMultiPart.TryFind(Data.Span, StatedLength, true, out var extension)
            ? IcmpExtension.Read(extension)
            : null;

    /// <summary>The times of a timestamp message; null in others, and where it was cut.</summary>
    public IcmpTimestamps? Timestamps =>
        IcmpTimestamps.AreIn(Type, Data.Span) ? IcmpTimestamps.Read(Data.Span) : null;

    /// <summary>The message in few words, such as <c>host unreachable</c>.</summary>
    public string Description => IcmpType.Describe(Type, Code);

    /// <summary>How many bytes the message takes.</summary>
    public int Length => IcmpView.HeaderLength + Data.Count;

    private int StatedLength => IcmpView.StatedLengthOf(Type, (byte)(RestOfHeader >> 16));

    /// <summary>What a message means. Never throws.</summary>
    /// <param name="view">The message; its checksum is not looked at.</param>
    public static IcmpMessage Read(in IcmpView view) => new()
    {
        Type = view.Type,
        Code = view.Code,
        RestOfHeader = view.RestOfHeader,
        Data = view.Data.ToArray(),
    };

    /// <summary>Writes the message with its checksum.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    public int Write(Span<byte> destination) => Write(destination, (Type, Code), RestOfHeader, Data.Span);

    /// <summary>Writes an echo request with its checksum, without an object for it.</summary>
    /// <param name="destination">Room for eight bytes and the data.</param>
    /// <param name="identifier">
    /// Which conversation it is of. On an unprivileged ICMP socket the kernel writes the socket's port over it, and
    /// corrects the checksum (icmp(7)).
    /// </param>
    /// <param name="sequence">Which request of the conversation it is.</param>
    /// <param name="data">What is to come back. It may lie in the destination already, behind the header.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    public static int WriteEchoRequest(
        Span<byte> destination, ushort identifier, ushort sequence, ReadOnlySpan<byte> data) =>
        Write(destination, (IcmpType.EchoRequest, 0), Join(identifier, sequence), data);

    private static int Write(
        Span<byte> destination, (byte Type, byte Code) kind, uint restOfHeader, ReadOnlySpan<byte> data)
    {
        var length = IcmpView.HeaderLength + data.Length;
        WireRoom.Check(destination, length);
        data.CopyTo(destination[IcmpView.HeaderLength..]);
        (destination[0], destination[1], destination[2], destination[3]) = (kind.Type, kind.Code, 0, 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], restOfHeader);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], InternetChecksum.Of(destination[..length]));
        return length;
    }

    private static uint Join(ushort high, ushort low) => ((uint)high << 16) | low;
}
