using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>
/// A message of multicast listener discovery: what it means, and how it is written (RFC 2710, RFC 3810).
/// </summary>
/// <remarks>
/// Such messages are sent from a link-local address with a hop limit of 1 and the router alert option in a hop-by-hop
/// header (RFC 3810 section 5).
/// </remarks>
public abstract record MldMessage
{
    private protected MldMessage()
    {
    }

    /// <summary>Which message it is (<see cref="Icmpv6Type"/>).</summary>
    public abstract byte Type { get; }

    /// <summary>How many bytes the message takes, with its ICMPv6 header.</summary>
    public abstract int Length { get; }

    /// <summary>What a message means. Never throws.</summary>
    /// <remarks>Sources and records that are not whole are left out, as is what follows the last.</remarks>
    /// <param name="view">The message.</param>
    public static MldMessage Read(in MldView view) => view.Type switch
    {
        Icmpv6Type.MulticastListenerQuery => MldQuery.Of(view),
        Icmpv6Type.MulticastListenerReportVersion2 => new MldVersion2Report(view.Records.ToList()),
        _ => new MldGroupMessage(
            view.Type == Icmpv6Type.MulticastListenerDone, new IPAddress(view.GroupBytes)),
    };

    /// <summary>The message as one of ICMPv6.</summary>
    /// <exception cref="ArgumentException">An address is no IPv6 address.</exception>
    /// <exception cref="InvalidOperationException">There are more sources or records than can be counted.</exception>
    public Icmpv6Message ToMessage()
    {
        var bytes = new byte[Length];
        Write(bytes);
        return new Icmpv6Message { Type = Type, Body = bytes.AsSpan(Icmpv6View.LeastLength).ToArray() };
    }

    /// <summary>
    /// Writes the message without its checksum: the kernel computes it on a raw ICMPv6 socket (RFC 3542 section 3.1).
    /// </summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is no IPv6 address.</exception>
    /// <exception cref="InvalidOperationException">There are more sources or records than can be counted.</exception>
    public int Write(Span<byte> destination)
    {
        var length = Length;
        WireRoom.Check(destination, length);
        var message = destination[..length];
        message.Clear();
        message[0] = Type;
        WriteRest(message);
        return length;
    }

    /// <summary>Writes the message with its checksum, for a packet whose IPv6 header is written too.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <param name="from">The source address in the IPv6 header.</param>
    /// <param name="to">The destination.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room, or an address is no IPv6 address.</exception>
    /// <exception cref="InvalidOperationException">There are more sources or records than can be counted.</exception>
    public int Write(Span<byte> destination, IPAddress from, IPAddress to) => ToMessage().Write(destination, from, to);

    private protected abstract void WriteRest(Span<byte> message);
}
