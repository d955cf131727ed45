using System.Net;
using System.Security.Cryptography;
using Soquete.Wire.Transport;

namespace Soquete.Probing;

/// <summary>
/// SYN segments between two ports that stay the same; the number is counted from the first sequence number, which
/// errors quote and answers acknowledge.
/// </summary>
internal sealed class TraceTcpFormat(IPEndPoint source, IPEndPoint destination, bool leadsWithHeader) : TraceFormat
{
    /// <summary>MSS 1460: a SYN without any option looks like no system's.</summary>
    private static readonly byte[] Options = [TcpOptionKind.MaximumSegmentSize, 4, 0x05, 0xB4];

    private readonly uint _first = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);

    public override int? FixedLength => TcpView.MinHeaderLength + Options.Length;

    public override bool LeadsWithHeader => leadsWithHeader;

    public override void Write(Span<byte> bytes, int number) => new TcpHeader
    {
        SourcePort = (ushort)source.Port,
        DestinationPort = (ushort)destination.Port,
        SequenceNumber = _first + (uint)number,
        Flags = TcpFlags.Syn,
        Window = 65535,
        Options = Options,
    }.Write(bytes, [], source.Address, destination.Address);

    public override TraceMatch MatchQuoted(ReadOnlySpan<byte> quoted, out int number)
    {
        number = 0;
        return QuotedPortsView.TryRead(quoted, out var view)
            && view.SourcePort == source.Port && view.DestinationPort == destination.Port
            ? Match(view.TcpSequenceNumber, out number)
            : TraceMatch.Foreign;
    }

    public override TraceMatch MatchReply(ReadOnlySpan<byte> received, out int number)
    {
        number = 0;
        // Whatever acknowledges SYN answers it, RST too (RFC 9293 §3.10.7).
        return TcpView.TryRead(received, out var view)
            && view.SourcePort == destination.Port && view.DestinationPort == source.Port
            && (view.Flags & TcpFlags.Ack) != 0 && (view.Flags & (TcpFlags.Syn | TcpFlags.Rst)) != 0
            ? Match(view.AcknowledgmentNumber - 1, out number)
            : TraceMatch.Foreign;
    }

    private TraceMatch Match(uint sequence, out int number)
    {
        var distance = unchecked(sequence - _first);
        number = (int)Math.Min(distance, MostProbes);
        return number < MostProbes ? TraceMatch.Known : TraceMatch.Foreign;
    }
}
