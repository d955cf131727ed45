using Soquete.Addresses;
using Soquete.Messages;

namespace Soquete.Relaying.Messages;

/// <summary>Peers that connect to exchange messages.</summary>
internal sealed class AcceptedPackets(MessageListener listener, Impairment impairment, FlowTotals outgoing) : EndSource
{
    public override async ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken)
    {
        var connection = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
        return new PacketEnd(connection, impairment, outgoing);
    }

    public override ValueTask DisposeAsync() => listener.DisposeAsync();
}
