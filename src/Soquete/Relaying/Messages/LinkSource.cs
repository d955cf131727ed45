using Soquete.Addresses;
using Soquete.Raw;

namespace Soquete.Relaying.Messages;

/// <summary>The one end that a link has.</summary>
internal sealed class LinkSource(PacketAddress address, ImpairedLine? line, FlowTotals outgoing) : EndSource
{
    public override ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken)
    {
        var receiver = PacketSocket.OpenToRelay(address);
        try
        {
            return ValueTask.FromResult<MessageEnd>(
                new LinkEnd(receiver, PacketSocket.OpenToSend(address), line, outgoing));
        }
        catch
        {
            _ = receiver.DisposeAsync().AsTask();
            throw;
        }
    }

    public override ValueTask DisposeAsync() => line?.DisposeAsync() ?? ValueTask.CompletedTask;
}
