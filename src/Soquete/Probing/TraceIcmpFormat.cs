using System.Buffers.Binary;
using Soquete.Wire;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>
/// Echo requests of one identifier; the number is the sequence number, and again its complement in the data, so that
/// the checksum stays the same.
/// </summary>
/// <param name="identifier">The identifier; on an unprivileged socket the one that the kernel chose.</param>
/// <param name="isIPv6">Whether it is ICMPv6.</param>
/// <param name="leadsWithHeader">Whether what is received begins with an IPv4 header.</param>
internal sealed class TraceIcmpFormat(ushort identifier, bool isIPv6, bool leadsWithHeader) : TraceFormat
{
    private const int HeaderLength = IcmpView.HeaderLength;

    private readonly TraceNonce _nonce = TraceNonce.Create();
    private readonly byte _request = isIPv6 ? Icmpv6Type.EchoRequest : IcmpType.EchoRequest;
    private readonly byte _reply = isIPv6 ? Icmpv6Type.EchoReply : IcmpType.EchoReply;

    public override bool LeadsWithHeader => leadsWithHeader;

    public override void Write(Span<byte> bytes, int number)
    {
        bytes[..HeaderLength].Clear();
        bytes[0] = _request;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], identifier);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)number);
        _nonce.Write(bytes[HeaderLength..], (ushort)~number);
        if (!isIPv6)
        {
            // The kernel writes ICMPv6's checksum (RFC 3542 §3.1), and those of unprivileged sockets.
            BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], InternetChecksum.Of(bytes));
        }
    }

    public override TraceMatch MatchQuoted(ReadOnlySpan<byte> quoted, out int number) =>
        Match(quoted, _request, out number);

    public override TraceMatch MatchReply(ReadOnlySpan<byte> received, out int number) =>
        Match(received, _reply, out number) == TraceMatch.Known && received.Length >= HeaderLength + TraceNonce.Length
            ? TraceMatch.Known
            : TraceMatch.Foreign;

    private TraceMatch Match(ReadOnlySpan<byte> message, byte type, out int number)
    {
        number = 0;
        if (message.Length < HeaderLength)
        {
            return TraceMatch.Unclear;
        }

        number = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        var isOwn = message[0] == type && BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == identifier;
        // The header alone says which it is; where more is quoted, that has to be right as well.
        return isOwn && _nonce.Match(message[HeaderLength..], out var complement) switch
        {
            TraceMatch.Known => complement == (ushort)~number,
            var match => match == TraceMatch.Unclear,
        } ? TraceMatch.Known : TraceMatch.Foreign;
    }
}
