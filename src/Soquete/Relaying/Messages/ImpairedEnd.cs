using Soquete.Addresses;
using Soquete.Ancillary;

namespace Soquete.Relaying.Messages;

/// <summary>
/// An end without connections, whose messages have no end and may be lost on the way to it, also on purpose.
/// </summary>
/// <param name="association">Who talks to whom.</param>
/// <param name="line">The line to it; null for one that does nothing wrong.</param>
/// <param name="outgoing">Where what is sent to this end is counted.</param>
internal abstract class ImpairedEnd(Association association, ImpairedLine? line, FlowTotals outgoing)
    : MessageEnd(association, null, outgoing), IRecipient
{
    private readonly UnderWay _underWay = new();

    public sealed override bool HasEnd => false;

    public sealed override ValueTask SendAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken)
    {
        if (line is null)
        {
            return SendNowAsync(bytes, descriptors, cancellationToken);
        }

        _underWay.Enter();
        line.Submit(this, OwnedMessage.Of(bytes.Span, descriptors));
        return ValueTask.CompletedTask;
    }

    public sealed override async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await _underWay.WaitUntilNoneAsync(cancellationToken).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    async ValueTask IRecipient.DeliverAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await SendNowAsync(message.Bytes, message.Descriptors, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SoqueteException or ObjectDisposedException)
        {
            // It was taken by the line; there is nobody left to tell but who counts.
            Outgoing.Dropped(1);
        }
        finally
        {
            message.Release();
            _underWay.Leave();
        }
    }

    OwnedMessage IRecipient.Duplicate(OwnedMessage message)
    {
        _underWay.Enter();
        return message.Duplicate();
    }

    void IRecipient.Discard(OwnedMessage message)
    {
        message.Release();
        _underWay.Leave();
    }

    /// <summary>Sends a message that has come out of the line. The descriptors are this end's from now on.</summary>
    protected abstract ValueTask SendNowAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken);
}
