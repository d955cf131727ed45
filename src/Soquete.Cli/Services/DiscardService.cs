using Soquete.Cli.Messages;
using Soquete.Cli.Serving;
using Soquete.Datagrams.Serving;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Services;

/// <summary>Takes what comes, and answers nothing (RFC 863).</summary>
internal sealed class DiscardService : Service
{
    public override bool MayRunInline => true;

    public override async Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken)
    {
        await PeerHandlers.PassAsync(peer, static (_, _) => ValueTask.CompletedTask, cancellationToken);
        await peer.CloseAsync(cancellationToken);
    }

    public override async Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken)
    {
        await PacketHandlers.DiscardAsync(peer, cancellationToken);
        await peer.CloseAsync(cancellationToken);
    }

    public override Task ServeAsync(DatagramRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}
