using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Link;

/// <summary>
/// What an ARP message about IPv4 addresses on Ethernet says (RFC 826). Immutable, and safe for threads.
/// </summary>
public sealed record ArpMessage
{
    private const int Ipv4Length = 4;

    /// <summary>How many bytes it takes: 28.</summary>
    public static int Length => ArpView.FixedLength + (2 * (MacAddress.Length + Ipv4Length));

    /// <summary>What is asked or said.</summary>
    public required ArpOperation Operation { get; init; }

    /// <summary>The sender's hardware address.</summary>
    public required MacAddress SenderHardware { get; init; }

    /// <summary>The sender's IPv4 address; 0.0.0.0 in a probe (RFC 5227).</summary>
    public required IPAddress SenderProtocol { get; init; }

    /// <summary>The target's hardware address; zeros where it is asked for.</summary>
    public MacAddress TargetHardware { get; init; }

    /// <summary>The target's IPv4 address; the sender's own in an announcement (RFC 5227).</summary>
    public required IPAddress TargetProtocol { get; init; }

    /// <summary>What a view shows.</summary>
    /// <exception cref="WireFormatException">It is not about IPv4 addresses on Ethernet.</exception>
    public static ArpMessage Read(in ArpView view) => view.IsIpv4OverEthernet
        ? new ArpMessage
        {
            Operation = view.Operation,
            SenderHardware = view.SenderHardware,
            SenderProtocol = new IPAddress(view.SenderProtocolBytes),
            TargetHardware = view.TargetHardware,
            TargetProtocol = new IPAddress(view.TargetProtocolBytes),
        }
        : throw new WireFormatException(
            $"an ARP message of hardware type {view.HardwareType} and protocol 0x{view.ProtocolType:x4}"
            + " is not about IPv4 addresses on Ethernet");

    /// <summary>Writes the message.</summary>
    /// <returns>How many bytes were written: 28.</returns>
    /// <exception cref="ArgumentException">There is no room for them, or an address is not an IPv4 address.</exception>
    public int Write(Span<byte> destination)
    {
        WireRoom.Check(destination, Length);
        BinaryPrimitives.WriteUInt16BigEndian(destination, ArpView.Ethernet);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], EtherType.Ipv4);
        (destination[4], destination[5]) = (MacAddress.Length, Ipv4Length);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], (ushort)Operation);
        var addresses = destination[ArpView.FixedLength..];
        WriteEnd(addresses, SenderHardware, SenderProtocol);
        WriteEnd(addresses[(MacAddress.Length + Ipv4Length)..], TargetHardware, TargetProtocol);
        return Length;
    }

    private static void WriteEnd(Span<byte> destination, MacAddress hardware, IPAddress protocol)
    {
        AddressBytes.Write(protocol, AddressFamily.InterNetwork, destination[MacAddress.Length..]);
        hardware.CopyTo(destination);
    }
}
