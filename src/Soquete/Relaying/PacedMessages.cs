using System.Diagnostics;
using Soquete.Addresses;
using Soquete.Impairments;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying;

/// <summary>
/// One direction of a reliable end, message by message, delivered later and no faster than told. None is lost, and the
/// order is kept: <see cref="PacedDelay"/> for what has boundaries, or descriptors.
/// </summary>
/// <remarks>
/// At most so much is under way as of <see cref="PacedDelay"/>; whoever has more waits. One <see cref="SubmitAsync"/>
/// at a time.
/// </remarks>
internal sealed class PacedMessages : IAsyncDisposable
{
    private readonly Func<OwnedMessage, CancellationToken, ValueTask> _deliver;
    private readonly ImpairedLink<OwnedMessage> _link;
    private readonly RoomOnLine _room = new(PacedDelay.Limits);

    /// <summary>A direction that begins now.</summary>
    /// <param name="impairment">Its delay and rate; the rest is not for a reliable end.</param>
    /// <param name="deliver">Takes what comes out, which stays owned here.</param>
    public PacedMessages(Impairment impairment, Func<OwnedMessage, CancellationToken, ValueTask> deliver)
    {
        _deliver = deliver;
        _link = new ImpairedLink<OwnedMessage>(
            new Impairment { Delay = impairment.Delay, Rate = impairment.Rate, Seed = 0 }, DeliverAsync,
            static _ => throw new UnreachableException(), static message => message.Release(), time: null,
            PacedDelay.Limits);
    }

    /// <summary>Takes a message over, waiting where too many are under way.</summary>
    /// <remarks>What the delivery threw is thrown here as well.</remarks>
    public async ValueTask SubmitAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (!await _room.EnterAsync(message.Length, cancellationToken).ConfigureAwait(false))
            {
                await _link.CompleteAsync().ConfigureAwait(false);
                throw new InvalidOperationException("it was completed, and takes no more messages");
            }
        }
        catch
        {
            message.Release();
            throw;
        }

        _link.Submit(message, message.Length);
    }

    /// <summary>Takes no more, and returns when everything has been delivered, each in its time.</summary>
    public Task CompleteAsync()
    {
        _room.End();
        return _link.CompleteAsync();
    }

    public ValueTask DisposeAsync()
    {
        _room.End();
        return _link.DisposeAsync();
    }

    private async ValueTask DeliverAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _deliver(message, cancellationToken).ConfigureAwait(false);
            _room.Leave(message.Length);
        }
        catch
        {
            _room.End();
            throw;
        }
        finally
        {
            message.Release();
        }
    }
}
