using System.Net;
using Soquete.Cli.Messages;
using Soquete.Cli.Serving;
using Soquete.Datagrams.Serving;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Services;

/// <summary>
/// Sends characters until its peer goes (RFC 864); what that sends is thrown away. A datagram is answered by a random
/// number of them.
/// </summary>
/// <param name="stopping">The service ends: it is the one side of such a conversation that can.</param>
internal sealed class ChargenService(CancellationToken stopping) : Service
{
    /// <summary>RFC 864: between 0 and 512.</summary>
    private const int MostInDatagram = 512;

    public override async Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken)
    {
        if (await IsStillThereAsync(
            _ => peer.SendAsync(CharacterPattern.Whole, cancellationToken),
            stop => PeerHandlers.PassAsync(peer, static (_, _) => ValueTask.CompletedTask, stop), cancellationToken))
        {
            await peer.CloseAsync(cancellationToken);
        }
    }

    public override async Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken)
    {
        if (await IsStillThereAsync(
            number => peer.SendAsync(CharacterPattern.Line(number), cancellationToken),
            stop => PacketHandlers.DiscardAsync(peer, stop), cancellationToken))
        {
            await peer.CloseAsync(cancellationToken);
        }
    }

    public override Task ServeAsync(DatagramRequest request, CancellationToken cancellationToken)
    {
        var most = IsNear(request) ? MostInDatagram : Math.Min(MostInDatagram, request.Bytes.Length);
        var reply = CharacterPattern.Whole[..Random.Shared.Next(most + 1)];
        return request.ReplyAsync(reply, cancellationToken).AsTask();
    }

    /// <summary>
    /// Whether who asks is surely on this machine. Another may lie about who it is, to have much sent to a third by
    /// sending little: its answer is no longer than its question.
    /// </summary>
    private static bool IsNear(DatagramRequest request) =>
        request.Received.Source.End.Address is not { } address || IPAddress.IsLoopback(address);

    /// <summary>Sends until the service stops, and then gives true, or until the peer is gone.</summary>
    private async Task<bool> IsStillThereAsync(
        Func<long, ValueTask> sendAsync, Func<CancellationToken, Task> discardAsync,
        CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var discarding = discardAsync(over.Token);
        try
        {
            for (var number = 0L; !stopping.IsCancellationRequested; number++)
            {
                await sendAsync(number);
            }

            return true;
        }
        catch (SoqueteException gone) when (gone.Kind == FailureKind.PeerBrokeOff)
        {
            return false;
        }
        finally
        {
            await over.CancelAsync();
            await discarding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
