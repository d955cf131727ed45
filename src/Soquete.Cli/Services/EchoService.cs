using Soquete.Cli.Messages;
using Soquete.Cli.Serving;
using Soquete.Cli.Verbs;
using Soquete.Datagrams.Serving;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Services;

/// <summary>Sends back what comes (RFC 862), as <c>listen --echo</c> does.</summary>
internal sealed class EchoService(Invocation invocation) : Service
{
    public override int DatagramsAtOnce => DatagramHandler.Echo.MaxAtOnce;

    public override Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken) =>
        PeerHandlers.EchoAsync(peer, cancellationToken);

    public override Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken) =>
        PacketHandlers.EchoAsync(invocation, peer, cancellationToken);

    public override Task ServeAsync(DatagramRequest request, CancellationToken cancellationToken) =>
        DatagramHandler.Echo.HandleAsync(request, cancellationToken);
}
