using Soquete.Datagrams;

namespace Soquete.Relaying.Messages;

/// <summary>The one bound datagram socket, which is joined once.</summary>
internal sealed class BoundSource(DatagramSocket socket, ImpairedLine? line, FlowTotals outgoing) : EndSource
{
    private readonly DatagramEnd _end = new(socket, line, outgoing);

    public override ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<MessageEnd>(_end);

    public override async ValueTask DisposeAsync()
    {
        if (line is not null)
        {
            await line.DisposeAsync().ConfigureAwait(false);
        }

        await _end.DisposeAsync().ConfigureAwait(false);
    }
}
