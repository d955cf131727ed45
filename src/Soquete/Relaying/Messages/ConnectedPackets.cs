using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Messages;

namespace Soquete.Relaying.Messages;

/// <summary>A new connection that keeps messages each time.</summary>
internal sealed class ConnectedPackets(Engine engine, Address address, FlowTotals outgoing) : EndSource
{
    public override async ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken)
    {
        var options = new ConnectionOptions { Engine = engine };
        var connection = await MessageConnection.ConnectAsync(address, options, cancellationToken)
            .ConfigureAwait(false);
        return new PacketEnd(connection, Pace.Of(address), outgoing);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
