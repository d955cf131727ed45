using Microsoft.AspNetCore.Connections;
using Soquete.Kestrel.Diagnostics;

namespace Soquete.Kestrel.Connections;

/// <content>The ways in which it ends.</content>
internal sealed partial class TransportConnection
{
    private Exception? _abortReason;
    private int _closing;
    private int _disposed;

    /// <summary>Why the connection was reset, by either side; null as long as it was not.</summary>
    public Exception? AbortReason => Volatile.Read(ref _abortReason);

    public override void Abort() => Abort(new ConnectionAbortedException("The connection was aborted by the server."));

    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (TryAbort(abortReason))
        {
            Log.Aborted(_setting.Log, ConnectionId, abortReason.Message);
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
        SayClosed();
        return AbortReason ?? known;
    }

    public void OnSendFailed(Exception failure) => TryAbort(Known(failure));

    /// <summary>The server has completed its output with a failure: the peer must not take it for the whole.</summary>
    public void OnOutputBroken(Exception failure) => TryAbort(
        failure as ConnectionAbortedException ?? new ConnectionAbortedException(failure.Message, failure));

    /// <summary>Failures in the server's words; the first one of a connection is logged.</summary>
    private Exception Known(Exception failure)
    {
        if (AbortReason is { } reason)
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

    private bool TryAbort(Exception reason)
    {
        if (Interlocked.CompareExchange(ref _abortReason, reason, null) is not null)
        {
            return false;
        }

        _setting.Metrics.Aborted(Association.Protocol);
        _connection.Abort();
        SayClosed();
        return true;
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
        await _output.CompleteAsync().ConfigureAwait(false);
        SayClosed();
        if (AbortReason is not null || _input.HasEnded || _setting.CloseLimit == TimeSpan.Zero)
        {
            await CloseAsync().ConfigureAwait(false);
        }
        else
        {
            _ = DropRestAsync();
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
