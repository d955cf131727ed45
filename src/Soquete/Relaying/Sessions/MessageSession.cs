using Soquete.Datagrams;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>A session whose end is a connection: a stream with frames, or one that keeps boundaries itself.</summary>
internal sealed class MessageSession : Session
{
    private readonly QueuedLane _forward;
    private MessageEnd? _end;

    public MessageSession(SessionScope scope, in SessionKey key, DatagramBatch batch, int slot)
        : base(scope, key, batch, slot) =>
        _forward = new QueuedLane(scope.ForwardFlow, Fail);

    protected override Lane Forward => _forward;

    /// <summary>Says the end as well, and gives the last answers their time.</summary>
    public override async Task FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Forward.DrainAsync(cancellationToken).ConfigureAwait(false);
            if (_end is { } end)
            {
                await end.CompleteOutputAsync(cancellationToken).ConfigureAwait(false);
                await Answered.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SoqueteException or ObjectDisposedException)
        {
            // Its time is over, or it is gone already.
        }

        await base.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask<MessagePeer> OpenAsync(CancellationToken cancellationToken)
    {
        _end = await Scope.Ends.NextAsync(cancellationToken).ConfigureAwait(false);
        _forward.Open(_end);
        return _end.Peer;
    }

    /// <summary>
    /// The end of the answers is that of the session: TCP does not tell who says no more from who is gone, and the
    /// peer's next datagram is better sent on a connection that is there.
    /// </summary>
    protected override async Task AnswerAsync(CancellationToken cancellationToken)
    {
        while (await _end!.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { IsEnd: false } message)
        {
            Touch();
            Recorded?.Back.Pass(message.Bytes.Span, message.Descriptors);
            await Back.PassAsync(message, cancellationToken).ConfigureAwait(false);
            if (Recorded is { Back.HasRoom: false })
            {
                await Recorded.Back.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await Forward.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask CloseEndAsync(bool isWell)
    {
        if (_end is { } end)
        {
            if (!isWell)
            {
                end.Abort();
            }

            await end.DisposeAsync().ConfigureAwait(false);
        }
    }
}
