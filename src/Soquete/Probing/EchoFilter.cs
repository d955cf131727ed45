using System.Net.Sockets;
using Soquete.Filters;
using Soquete.Filters.Programs;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>
/// Lets a raw socket see the answers to its own requests alone: else each of a thousand pings would wake for the
/// answers to all.
/// </summary>
internal static class EchoFilter
{
    // struct icmphdr, and the protocol in the IP header that an error quotes behind its own eight bytes.
    private const uint Type = 0;
    private const uint Identifier = 4;
    private const uint Quoted = 8;
    private const uint QuotedProtocol = Quoted + 9;

    /// <summary>What passes: echo replies and, over IPv4, redirects that quote one of the requests.</summary>
    public static BpfProgram For(AddressFamily family, ushort identifier) =>
        family == AddressFamily.InterNetworkV6 ? OfIcmpv6(identifier) : OfIcmp(identifier);

    /// <summary>Over IPv6 a raw socket's packet begins behind the IP header.</summary>
    private static BpfProgram OfIcmpv6(ushort identifier) => new(
        Do(BpfCode.LoadByte, Type), IfEqual(Icmpv6Type.EchoReply, 0, 3),
        Do(BpfCode.LoadHalf, Identifier), IfEqual(identifier, 0, 1),
        Do(BpfCode.Return, uint.MaxValue), Do(BpfCode.Return, 0));

    private static BpfProgram OfIcmp(ushort identifier) => new(
        // The index becomes the length of the IP header, and of a redirect that and the quoted header's together.
        Do(BpfCode.LoadIndexHeaderLength, 0), Do(BpfCode.LoadByteAtIndex, Type), IfEqual(IcmpType.EchoReply, 10, 0),
        IfEqual(IcmpType.Redirect, 0, 12),
        Do(BpfCode.LoadByteAtIndex, QuotedProtocol), IfEqual(IpProtocol.Icmp, 0, 10),
        Do(BpfCode.LoadByteAtIndex, Quoted), Do(BpfCode.And, 0xF), Do(BpfCode.ShiftLeft, 2),
        Do(BpfCode.Add | BpfCode.WithIndex, 0), Do(BpfCode.CopyToIndex, 0),
        Do(BpfCode.LoadHalfAtIndex, Quoted + Identifier), Do(BpfCode.Jump, 1),
        Do(BpfCode.LoadHalfAtIndex, Identifier),
        IfEqual(identifier, 0, 1), Do(BpfCode.Return, uint.MaxValue), Do(BpfCode.Return, 0));

    private static BpfInstruction Do(int code, uint operand) => new((ushort)code, 0, 0, operand);

    private static BpfInstruction IfEqual(uint value, byte then, byte otherwise) =>
        new(BpfCode.JumpEqual, then, otherwise, value);
}
