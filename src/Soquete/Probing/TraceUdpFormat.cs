using Soquete.Wire.Transport;

namespace Soquete.Probing;

/// <summary>UDP datagrams between two ports that stay the same; the number is in the payload.</summary>
internal sealed class TraceUdpFormat : TraceFormat
{
    private readonly TraceNonce _nonce = TraceNonce.Create();

    public override int KernelHeaderLength => UdpView.HeaderLength;

    public override void Write(Span<byte> bytes, int number) => _nonce.Write(bytes, (ushort)number);

    public override TraceMatch MatchQuoted(ReadOnlySpan<byte> quoted, out int number) => Match(quoted, out number);

    /// <summary>What has the port may answer whatever it likes: only an echo says to which probe.</summary>
    public override TraceMatch MatchReply(ReadOnlySpan<byte> received, out int number) =>
        Match(received, out number) == TraceMatch.Known ? TraceMatch.Known : TraceMatch.Unclear;

    private TraceMatch Match(ReadOnlySpan<byte> bytes, out int number)
    {
        var match = _nonce.Match(bytes, out var read);
        number = read;
        return match;
    }
}
