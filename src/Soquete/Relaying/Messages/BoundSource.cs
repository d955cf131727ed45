namespace Soquete.Relaying.Messages;

/// <summary>The one bound datagram socket, which is joined once.</summary>
internal sealed class BoundSource(DatagramEnd end, ImpairedLine? line) : EndSource
{
    public override ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<MessageEnd>(end);

    public override async ValueTask DisposeAsync()
    {
        if (line is not null)
        {
            await line.DisposeAsync().ConfigureAwait(false);
        }

        await end.DisposeAsync().ConfigureAwait(false);
    }
}
