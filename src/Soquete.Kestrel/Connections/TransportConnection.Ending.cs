using Microsoft.AspNetCore.Connections;
using Soquete.Kestrel.Diagnostics;

namespace Soquete.Kestrel.Connections;

/// <content>The ways in which it ends.</content>
internal sealed partial class TransportConnection
{
    private Exception? _endReason;
    private int _reset;
    private int _closing;
    private int _disposed;

    /// <summary>Why nothing is read or written any more; null as long as something is.</summary>
    public Exception? EndReason => Volatile.Read(ref _endReason);

    /// <summary>Whether the connection was reset, by either side.</summary>
    public bool IsReset => Volatile.Read(ref _reset) != 0;

    public override void Abort() => Abort(new ConnectionAbortedException("The connection was aborted by the server."));

    /// <summary>
    /// Resets the connection. Without a reason, which is how the server aborts the request of a client that has ended
    /// its output, nothing more is sent either, and the connection closes in order.
    /// </summary>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        if (abortReason is not null)
        {
            Log.Aborted(_setting.Log, ConnectionId, abortReason.Message);
            Reset(abortReason);
        }
        else if (TryEnd(new ConnectionAbortedException("The client has ended the connection.")))
        {
            _output.CancelPendingFlush();
            SayClosed();
        }
    }

    /// <summary>
    /// Ends the output, and closes once the peer has ended its own or its time is over, which is not waited for.
    /// </summary>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await EndAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The peer sends no more; it may still receive, but hardly any client of HTTP does that.</summary>
    public void OnPeerEnded()
    {
        Log.PeerEnded(_setting.Log, ConnectionId);
        if (!_setting.KeepsHalfClosed)
        {
            SayClosed();
        }
    }

    /// <returns>The failure as the server knows it.</returns>
    public Exception OnReadFailed(Exception failure)
    {
        var known = Known(failure);
        if (known is ConnectionResetException)
        {
            Reset(known);
        }

        SayClosed();
        return EndReason ?? known;
    }

    public void OnSendFailed(Exception failure) => Reset(Known(failure));

    /// <summary>The server has completed its output with a failure: the peer must not take it for the whole.</summary>
    public void OnOutputBroken(Exception failure) => Reset(
        failure as ConnectionAbortedException ?? new ConnectionAbortedException(failure.Message, failure));

    /// <summary>Failures in the server's words; the first one of a connection is logged.</summary>
    private Exception Known(Exception failure)
    {
        if (EndReason is { } reason)
        {
            return reason;
        }

        switch (failure)
        {
            case PeerBrokeOffException:
                Log.PeerBrokeOff(_setting.Log, ConnectionId, failure);
                return new ConnectionResetException(failure.Message, failure);
            case ObjectDisposedException:
                return new ConnectionAbortedException("The connection was closed.", failure);
            case SoqueteException { Kind: FailureKind.TimedOut }:
                Log.Aborted(_setting.Log, ConnectionId, failure.Message);
                return new ConnectionAbortedException(failure.Message, failure);
            default:
                Log.Failed(_setting.Log, ConnectionId, failure);
                return failure;
        }
    }

    private bool TryEnd(Exception reason) => Interlocked.CompareExchange(ref _endReason, reason, null) is null;

    private void Reset(Exception reason)
    {
        TryEnd(reason);
        if (Interlocked.Exchange(ref _reset, 1) == 0)
        {
            _setting.Metrics.Aborted(Association.Protocol);
            _connection.Abort();
            SayClosed();
        }
    }

    /// <summary>
    /// On the thread pool: what waits for it may do anything, and here may be a lock or a ring's thread.
    /// </summary>
    private void SayClosed()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static connection => connection.CancelClosed(), this, preferLocal: false);
        }
    }

    private void CancelClosed()
    {
        try
        {
            _closed.Cancel();
        }
        catch (Exception e)
        {
            Log.CallbackFailed(_setting.Log, ConnectionId, e);
        }
    }

    private async ValueTask EndAsync()
    {
        await CompleteOutputAsync().ConfigureAwait(false);
        SayClosed();
        if (IsReset || _input.HasEnded || _setting.CloseLimit == TimeSpan.Zero)
        {
            await CloseAsync().ConfigureAwait(false);
        }
        else
        {
            _ = DropRestAsync();
        }
    }

    /// <summary>
    /// What is unsent goes to the peer. One that has ended its own output may never take it, and its time is limited.
    /// </summary>
    private async ValueTask CompleteOutputAsync()
    {
        var completion = _output.CompleteAsync();
        if (EndReason is not { } reason || completion.IsCompleted)
        {
            await completion.ConfigureAwait(false);
            return;
        }

        var completed = completion.AsTask();
        await Task.WhenAny(completed, Task.Delay(_setting.CloseLimit)).ConfigureAwait(false);
        if (!completed.IsCompleted)
        {
            Reset(reason);
        }
    }

    /// <summary>
    /// Closing with bytes unread resets a TCP connection, and could take the last answer from the peer
    /// (RFC 1122 §4.2.2.13).
    /// </summary>
    private async Task DropRestAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(_setting.CloseLimit);
            await _input.DropRestAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone, or its time is over.
        }

        await CloseAsync().ConfigureAwait(false);
    }

    private async ValueTask CloseAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _input.Complete();
        var (received, sent) = (_connection.BytesReceived, _connection.BytesSent);
        _setting.Metrics.Closed(Association.Protocol, received, sent);
        Log.Closed(_setting.Log, ConnectionId, received, sent);
    }
}
