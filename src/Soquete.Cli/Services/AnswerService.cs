using Soquete.Datagrams.Serving;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Services;

/// <summary>
/// Tells each peer one thing and ends; what the peer sends is thrown away. A datagram is answered by one, whatever it
/// holds.
/// </summary>
/// <param name="answer">What is told; asked anew each time.</param>
internal sealed class AnswerService(Func<byte[]> answer) : Service
{
    public override async Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken)
    {
        await peer.SendAsync(answer(), cancellationToken);
        await peer.CloseAsync(cancellationToken);
    }

    public override async Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken)
    {
        await peer.SendAsync(answer(), cancellationToken);
        await peer.CloseAsync(cancellationToken);
    }

    public override Task ServeAsync(DatagramRequest request, CancellationToken cancellationToken) =>
        request.ReplyAsync(answer(), cancellationToken).AsTask();
}
