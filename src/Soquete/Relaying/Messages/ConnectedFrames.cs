using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Streams.Connecting;

namespace Soquete.Relaying.Messages;

/// <summary>A new connection with frames each time, or a file, a child, the standard streams.</summary>
internal sealed class ConnectedFrames(Engine engine, Address address, EndUse use, FlowTotals outgoing) : EndSource
{
    public override async ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken)
    {
        var connection = await Connector.ConnectAsync(address, use, engine, cancellationToken)
            .ConfigureAwait(false);
        return new FramedEnd(connection, ((IFramedAddress)address).Frame!.Value, Pace.Of(address), outgoing);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
