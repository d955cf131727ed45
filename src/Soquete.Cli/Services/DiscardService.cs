using Soquete.Datagrams.Serving;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Services;

/// <summary>Takes what comes, and answers nothing (RFC 863).</summary>
internal sealed class DiscardService : Service
{
    public override Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken) =>
        Benchmarking.DiscardService.ServeAsync(peer, cancellationToken);

    public override Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken) =>
        Benchmarking.DiscardService.ServeAsync(peer, cancellationToken);

    public override Task ServeAsync(DatagramRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}
