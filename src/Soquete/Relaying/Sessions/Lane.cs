using Soquete.Datagrams;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>
/// One direction of a session, from datagrams to its end. It never waits: what finds no room is dropped and counted.
/// </summary>
/// <param name="line">The line to the end; null for one that does nothing wrong.</param>
/// <param name="flow">Where it is counted.</param>
internal abstract class Lane(ImpairedLine? line, FlowTotals flow) : IRecipient
{
    private readonly UnderWay _onLine = new();

    protected FlowTotals Flow => flow;

    protected bool HasLine => line is not null;

    /// <summary>Passes slots of a batch on, from the thread that receives them. They may be written over.</summary>
    public void Pass(DatagramBatch batch, int firstSlot, int slots)
    {
        if (line is null)
        {
            PassNow(batch, firstSlot, slots);
        }
        else
        {
            Each(batch, firstSlot, slots, Submit);
        }
    }

    /// <summary>Waits until what was passed on has been delivered.</summary>
    public virtual Task DrainAsync(CancellationToken cancellationToken) =>
        _onLine.WaitUntilNoneAsync(cancellationToken);

    /// <summary>Drops what waits, and takes no more.</summary>
    public abstract void Close();

    ValueTask IRecipient.DeliverAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        PassNow(message);
        _onLine.Leave();
        return ValueTask.CompletedTask;
    }

    OwnedMessage IRecipient.Duplicate(OwnedMessage message)
    {
        _onLine.Enter();
        return message.Duplicate();
    }

    void IRecipient.Discard(OwnedMessage message)
    {
        message.Release();
        _onLine.Leave();
    }

    /// <summary>Puts a message on the line, where there is one, and passes it on at once where there is none.</summary>
    protected void Submit(OwnedMessage message)
    {
        if (line is null)
        {
            PassNow(message);
            return;
        }

        _onLine.Enter();
        line.Submit(this, message);
    }

    protected abstract void PassNow(DatagramBatch batch, int firstSlot, int slots);

    /// <summary>Passes one on, and takes it over.</summary>
    protected abstract void PassNow(OwnedMessage message);

    /// <summary>Copies every datagram of some slots, with the descriptors that came with it.</summary>
    /// <returns>How many there were.</returns>
    protected int Each(
        DatagramBatch batch, int firstSlot, int slots, Action<OwnedMessage> take, int firstSegment = 0)
    {
        var count = 0;
        for (var slot = firstSlot; slot < firstSlot + slots; slot++)
        {
            if (batch.IsTruncated(slot))
            {
                flow.Dropped(1);
                continue;
            }

            var first = slot == firstSlot ? firstSegment : 0;
            var bytes = batch.BytesOf(slot)[(first * batch[slot].SegmentBytes)..];
            for (var i = first; i < batch[slot].Segments; i++, count++)
            {
                var length = Math.Min(batch[slot].SegmentBytes, bytes.Length);
                take(OwnedMessage.Of(bytes[..length], batch.TakeDescriptors(slot)));
                bytes = bytes[length..];
            }
        }

        return count;
    }
}
