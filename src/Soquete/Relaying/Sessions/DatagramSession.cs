using Soquete.Datagrams;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>A session whose end is a connected datagram socket of its own.</summary>
internal sealed class DatagramSession : Session
{
    private readonly DatagramSource _sockets;
    private readonly DatagramLane _forward;
    private DatagramSocket? _socket;

    public DatagramSession(
        SessionScope scope, DatagramSource sockets, in SessionKey key, DatagramBatch batch, int slot)
        : base(scope, key, batch, slot)
    {
        _sockets = sockets;
        _forward = new DatagramLane(default, [], sockets.Line, scope.ForwardFlow, Fail);
    }

    protected override Lane Forward => _forward;

    protected override async ValueTask<MessagePeer> OpenAsync(CancellationToken cancellationToken)
    {
        var opening = _sockets.ConnectAsync(cancellationToken);
        if (!opening.IsCompleted)
        {
            // A name is being resolved, and the next datagrams may come meanwhile.
            _forward.Hold();
        }

        _socket = await opening.ConfigureAwait(false);
        var peer = new MessagePeer(_socket.Association!, null);
        _forward.Open(_socket, peer);
        return peer;
    }

    protected override async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var batches = BatchPool.For(_socket!);
        while (true)
        {
            await _socket!.WaitForDatagramsAsync(cancellationToken).ConfigureAwait(false);
            var batch = batches.Rent();
            try
            {
                PassAnswers(batch);
            }
            finally
            {
                batches.Return(batch);
            }

            if (Recorded is { Back.HasRoom: false })
            {
                await Recorded.Back.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override ValueTask CloseEndAsync(bool isWell) => _socket?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void PassAnswers(DatagramBatch batch)
    {
        bool isAny;
        do
        {
            isAny = _socket!.TryReceive(batch, out var undeliverable);
            Scope.ForwardFlow.Undeliverable(undeliverable);
            if (isAny)
            {
                Touch();
                Second!.NoteReceived(batch.Count, batch.Bytes);
                Recorded?.Pass(isForward: false, batch, 0, batch.Filled);
                Back.Pass(batch, 0, batch.Filled);
            }
        }
        while (isAny && Recorded is null or { Back.HasRoom: true });
    }
}
