using Soquete.Datagrams.Serving;
using Soquete.Peers;
using Soquete.Relaying.Recording;

namespace Soquete.Relaying.Messages;

/// <summary>Two ends of messages joined: both directions, until each has ended.</summary>
/// <remarks>
/// As between streams the directions end each by itself. A datagram peer has no end: where the other side has finished
/// sending, answers are passed on until none has come for the silence that is allowed.
/// </remarks>
/// <param name="first">One end.</param>
/// <param name="second">The other.</param>
/// <param name="idleTimeout">How long both may be silent; null for as long as they like.</param>
internal sealed class MessageJunction(MessageEnd first, MessageEnd second, TimeSpan? idleTimeout) : IDisposable
{
    private readonly CancellationTokenSource _stopForward = new();
    private readonly CancellationTokenSource _stopBack = new();
    private readonly CancellationTokenSource _stopWatch = new();
    private readonly SilenceLimit _silence = new();
    private readonly Lock _lock = new();
    private Exception? _failure;
    private IConnection? _failedEnd;
    private RelayEnding _ending;

    /// <summary>Where what passes is recorded; null for nowhere.</summary>
    public MessageFlow? Recorded { get; init; }

    /// <summary>Passes messages until both ends have ended.</summary>
    /// <param name="stop">Ends it well; of use where neither end comes to an end by itself.</param>
    /// <param name="cancellationToken">Resets both.</param>
    public async Task<RelayResult> RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(static state => ((MessageJunction)state!).Stop(), this).ConfigureAwait(false);
        await using var stopping = stop
            .UnsafeRegister(static state => ((MessageJunction)state!).End(RelayEnding.Stopped), this)
            .ConfigureAwait(false);
        var watching = idleTimeout is { } limit ? WatchAsync(limit) : Task.CompletedTask;
        var forward = PassAsync(first, second, Recorded?.Forward, _stopForward, _stopBack);
        var back = PassAsync(second, first, Recorded?.Back, _stopBack, _stopForward);
        await Task.WhenAll(forward, back).ConfigureAwait(false);
        await _stopWatch.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        await EndAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Result();
    }

    public void Dispose()
    {
        _stopForward.Dispose();
        _stopBack.Dispose();
        _stopWatch.Dispose();
    }

    private void Stop()
    {
        _stopForward.Cancel();
        _stopBack.Cancel();
    }

    private async Task PassAsync(
        MessageEnd from, MessageEnd to, RecordedDirection? recorded, CancellationTokenSource own,
        CancellationTokenSource opposite)
    {
        try
        {
            await PassAllAsync(from, to, recorded, own.Token).ConfigureAwait(false);
            if (from.IsHungUp)
            {
                await opposite.CancelAsync().ConfigureAwait(false);
            }
            else if (!to.HasEnd)
            {
                await WaitForLastAnswersAsync(opposite.Token).ConfigureAwait(false);
                await opposite.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // It was told to stop, by the other direction or from outside.
        }
    }

    private async Task PassAllAsync(
        MessageEnd from, MessageEnd to, RecordedDirection? recorded, CancellationToken stop)
    {
        while (await ReceiveAsync(from, stop).ConfigureAwait(false) is { IsEnd: false } message)
        {
            _silence.Touch();
            recorded?.Pass(message.Bytes.Span, message.Descriptors);
            if (!await TrySendAsync(from, to, message, stop).ConfigureAwait(false))
            {
                return;
            }

            if (recorded is { HasRoom: false })
            {
                await recorded.WaitForRoomAsync(stop).ConfigureAwait(false);
            }
        }

        await CompleteAsync(to, stop).ConfigureAwait(false);
    }

    /// <summary>A source that broke is no ordinary end: nobody is to take a part for the whole.</summary>
    private async ValueTask<IncomingMessage> ReceiveAsync(MessageEnd from, CancellationToken stop)
    {
        try
        {
            return await from.ReceiveAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SoqueteException or ObjectDisposedException)
        {
            Fail(from, e);
            Stop();
            throw new OperationCanceledException(stop);
        }
    }

    private async ValueTask<bool> TrySendAsync(
        MessageEnd from, MessageEnd to, IncomingMessage message, CancellationToken stop)
    {
        try
        {
            await to.SendAsync(message.Bytes, message.Descriptors, stop).ConfigureAwait(false);
            return true;
        }
        catch (MessageTooLongException) when (!from.HasEnd)
        {
            // The next datagram may fit; whoever sends datagrams has to do with losing some.
            to.CountDropped();
            return true;
        }
        catch (Exception e) when (e is SoqueteException or ObjectDisposedException)
        {
            Fail(to, e);
            if (e is MessageTooLongException || !to.HasEnd)
            {
                Stop();
            }

            return false;
        }
    }

    private async ValueTask CompleteAsync(MessageEnd to, CancellationToken stop)
    {
        try
        {
            await to.CompleteOutputAsync(stop).ConfigureAwait(false);
        }
        catch (SoqueteException e)
        {
            Fail(to, e);
        }
    }

    private async Task WaitForLastAnswersAsync(CancellationToken cancellationToken)
    {
        _silence.Touch();
        var limit = idleTimeout ?? DatagramSessionServer.DefaultIdleTimeout;
        await _silence.WaitAsync(limit, cancellationToken).ConfigureAwait(false);
    }

    private async Task WatchAsync(TimeSpan limit)
    {
        if (await _silence.WaitAsync(limit, _stopWatch.Token).ConfigureAwait(false))
        {
            End(RelayEnding.Expired);
        }
    }

    private void End(RelayEnding ending)
    {
        _ending = ending;
        Stop();
    }

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || _failure is not null)
        {
            first.Abort();
            second.Abort();
            return;
        }

        try
        {
            await first.CloseAsync(cancellationToken).ConfigureAwait(false);
            await second.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SoqueteException e)
        {
            Fail(first, e);
            second.Abort();
        }
    }

    private void Fail(MessageEnd end, Exception failure)
    {
        lock (_lock)
        {
            if (_failure is null)
            {
                (_failure, _failedEnd) = (failure, end.Peer);
            }
        }
    }

    private RelayResult Result() => new(
        first.Peer.BytesReceived, second.Peer.BytesReceived, _failure is null ? null : AsSoquete(_failure), _failedEnd)
    {
        MessagesForward = first.Peer.MessagesReceived,
        MessagesBack = second.Peer.MessagesReceived,
        Ending = _ending,
    };

    private SoqueteException AsSoquete(Exception failure) => failure as SoqueteException ?? new SoqueteException(
        FailureKind.Other, _failedEnd!.Association.ToString(), "the connection was closed", innerException: failure);
}
