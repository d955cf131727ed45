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
    private readonly WakeSignal _room = new();
    private readonly Lock _lock = new();
    private long _bytes;
    private int _messages;
    private bool _hasEnded;

    /// <summary>A direction that begins now.</summary>
    /// <param name="impairment">Its delay and rate; the rest is not for a reliable end.</param>
    /// <param name="deliver">Takes what comes out, which stays owned here.</param>
    public PacedMessages(Impairment impairment, Func<OwnedMessage, CancellationToken, ValueTask> deliver)
    {
        _deliver = deliver;
        _link = new ImpairedLink<OwnedMessage>(
            new Impairment { Delay = impairment.Delay, Rate = impairment.Rate, Seed = 0 }, DeliverAsync,
            static _ => throw new UnreachableException(), static message => message.Release(), time: null,
            new QueueLimits(PacedDelay.MostPieces, PacedDelay.MostBytes));
    }

    /// <summary>Takes a message over, waiting where too many are under way.</summary>
    /// <remarks>What the delivery threw is thrown here as well.</remarks>
    public async ValueTask SubmitAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            while (!TryEnter(message.Length))
            {
                if (Volatile.Read(ref _hasEnded))
                {
                    await _link.CompleteAsync().ConfigureAwait(false);
                    throw new InvalidOperationException("it was completed, and takes no more messages");
                }

                await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
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
        End();
        return _link.CompleteAsync();
    }

    public ValueTask DisposeAsync()
    {
        End();
        return _link.DisposeAsync();
    }

    private async ValueTask DeliverAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _deliver(message, cancellationToken).ConfigureAwait(false);
            Leave(message.Length);
        }
        catch
        {
            End();
            throw;
        }
        finally
        {
            message.Release();
        }
    }

    private bool TryEnter(int length)
    {
        lock (_lock)
        {
            var hasRoom = !_hasEnded && (_messages == 0
                || (_messages < PacedDelay.MostPieces && _bytes + length <= PacedDelay.MostBytes));
            _messages += hasRoom ? 1 : 0;
            _bytes += hasRoom ? length : 0;
            return hasRoom;
        }
    }

    private void Leave(int length)
    {
        lock (_lock)
        {
            _messages--;
            _bytes -= length;
        }

        _room.Set();
    }

    private void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
        }

        _room.Set();
    }
}
