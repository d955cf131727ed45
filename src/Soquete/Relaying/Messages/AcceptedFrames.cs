using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Relaying.Messages;

/// <summary>Peers that connect, with frames.</summary>
internal sealed class AcceptedFrames(
    StreamListener listener, FrameFormat format, Impairment impairment, FlowTotals outgoing) : EndSource
{
    public override async ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken)
    {
        var connection = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
        return new FramedEnd(connection, format, impairment, outgoing);
    }

    public override ValueTask DisposeAsync() => listener.DisposeAsync();
}
