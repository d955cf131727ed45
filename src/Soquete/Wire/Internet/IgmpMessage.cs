using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>An IGMP message: what it means, and how it is written (RFC 1112, RFC 2236, RFC 3376).</summary>
/// <remarks>
/// Such messages are sent with a time to live of 1, and since version 2 with the router alert option (RFC 2236 section
/// 2).
/// </remarks>
public abstract record IgmpMessage
{
    private protected IgmpMessage()
    {
    }

    /// <summary>Which message it is (<see cref="IgmpType"/>).</summary>
    public abstract byte Type { get; }

    /// <summary>How many bytes the message takes.</summary>
    public abstract int Length { get; }

    /// <summary>What a message means. Never throws.</summary>
    /// <remarks>Sources and records that are not whole are left out, as is what follows the last.</remarks>
    /// <param name="view">The message; its checksum is not looked at.</param>
    public static IgmpMessage Read(in IgmpView view) => view.Type switch
    {
        IgmpType.MembershipQuery => IgmpQuery.Of(view),
        IgmpType.Version1Report or IgmpType.Version2Report or IgmpType.LeaveGroup =>
            new IgmpGroupMessage(view.Type, view.Group),
        IgmpType.Version3Report => new IgmpVersion3Report(view.Records.ToList()),
        _ => new IgmpOtherMessage(view.Type, view.MaxResponseCode, view.Bytes[4..].ToArray()),
    };

    /// <summary>Writes the message with its checksum.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is no IPv4 address.</exception>
    /// <exception cref="InvalidOperationException">There are more sources or records than can be counted.</exception>
    public int Write(Span<byte> destination)
    {
        var length = Length;
        WireRoom.Check(destination, length);
        var message = destination[..length];
        message.Clear();
        message[0] = Type;
        WriteRest(message);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Of(message));
        return length;
    }

    private protected abstract void WriteRest(Span<byte> message);
}
