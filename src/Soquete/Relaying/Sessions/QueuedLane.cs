using Soquete.Datagrams;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>To an end that is waited for: a connection. What comes while it is opened or slow is queued.</summary>
internal sealed class QueuedLane : Lane
{
    private readonly Outbox _outbox;
    private MessageEnd? _end;

    /// <summary>A lane to an end that is not open yet.</summary>
    public QueuedLane(FlowTotals flow, Action<Exception> fail)
        : base(null, flow)
    {
        _outbox = new Outbox(
            (message, cancellationToken) => _end!.SendAsync(message.Bytes, message.Descriptors, cancellationToken),
            flow.Dropped, fail);
        _outbox.Hold();
    }

    /// <summary>The end is open.</summary>
    public void Open(MessageEnd end)
    {
        _end = end;
        _outbox.Open();
    }

    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        await base.DrainAsync(cancellationToken).ConfigureAwait(false);
        await _outbox.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Close() => _outbox.Close();

    protected override void PassNow(DatagramBatch batch, int firstSlot, int slots) =>
        Each(batch, firstSlot, slots, _outbox.Add);

    protected override void PassNow(OwnedMessage message) => _outbox.Add(message);
}
