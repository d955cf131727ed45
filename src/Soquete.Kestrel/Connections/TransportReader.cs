using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Soquete.Kestrel.Connections;

/// <summary>
/// The input of a connection as the server reads it. It begins the next read as soon as the last one has been used, so
/// that a peer that goes away is noticed while a request is worked on; it copies nothing and holds one result at most.
/// </summary>
/// <remarks>
/// The server's side (reading, advancing) is one caller at a time. Against the end of a read, on any thread, it is
/// held apart by <see cref="_state"/> alone. No operation allocates.
/// </remarks>
internal sealed class TransportReader : PipeReader, IValueTaskSource<ReadResult>
{
    /// <summary>The server's turn: no read is under way.</summary>
    private const int Idle = 0;

    /// <summary>A read is under way, and the server does not wait for it yet.</summary>
    private const int Pending = 1;

    /// <summary>A read is under way, and the server waits for it.</summary>
    private const int Awaited = 2;

    /// <summary>A read has ended, and the server has not asked for it yet.</summary>
    private const int Ready = 3;

    private const int Closed = 4;

    private readonly TransportConnection _connection;
    private readonly PipeReader _inner;
    private readonly Action _onRead;
    private ManualResetValueTaskSourceCore<ReadResult> _awaited;
    private ConfiguredValueTaskAwaitable<ReadResult>.ConfiguredValueTaskAwaiter _read;
    private CancellationTokenRegistration _cancellation;
    private ReadResult _result;
    private Exception? _failure;
    private bool _isLent;
    private int _state;

    public TransportReader(TransportConnection connection, PipeReader inner)
    {
        (_connection, _inner) = (connection, inner);
        _onRead = OnRead;
    }

    /// <summary>Whether nothing more can come.</summary>
    public bool HasEnded => _result.IsCompleted || _failure is not null;

    /// <summary>Begins to read ahead.</summary>
    public void Begin()
    {
        try
        {
            Watch(_inner.ReadAsync());
        }
        catch (Exception e)
        {
            _failure = _connection.OnReadFailed(e);
            Volatile.Write(ref _state, Ready);
        }
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_connection.EndReason is { } reason)
        {
            return ValueTask.FromException<ReadResult>(reason);
        }

        if (Volatile.Read(ref _state) == Idle)
        {
            Begin();
        }

        return TryClaim() ? Claimed() : AwaitRead(cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (_connection.EndReason is { } reason)
        {
            throw reason;
        }

        if (Volatile.Read(ref _state) == Idle)
        {
            Begin();
        }

        var claimed = TryClaim();
        result = !claimed ? default : _failure is null ? _result : throw _failure;
        return claimed;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (Volatile.Read(ref _state) != Idle)
        {
            // Closed meanwhile: there is nothing to give back.
            return;
        }

        _isLent = false;
        _inner.AdvanceTo(consumed, examined);
        if (!HasEnded)
        {
            Begin();
        }
    }

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    /// <summary>Reads and drops what still comes, to the end of it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task DropRestAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _state) == Awaited)
        {
            return;
        }

        if (_isLent)
        {
            AdvanceTo(_result.Buffer.End);
        }

        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { IsCompleted: false } rest)
        {
            AdvanceTo(rest.Buffer.End);
        }
    }

    /// <summary>Nothing more is read. Buffers go back once no read is under way.</summary>
    public override void Complete(Exception? exception = null)
    {
        switch (Interlocked.Exchange(ref _state, Closed))
        {
            case Idle or Ready:
                _inner.Complete(exception);
                break;
            case Awaited:
                _awaited.SetException(new InvalidOperationException("Reading was completed while a read was awaited."));
                break;
        }
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _cancellation.Unregister();
        return _awaited.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _awaited.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _awaited.OnCompleted(continuation, state, token, flags);

    private void Watch(ValueTask<ReadResult> read)
    {
        _read = read.ConfigureAwait(false).GetAwaiter();
        if (_read.IsCompleted)
        {
            Settle();
            Volatile.Write(ref _state, Ready);
        }
        else
        {
            Volatile.Write(ref _state, Pending);
            _read.UnsafeOnCompleted(_onRead);
        }
    }

    /// <summary>Takes what the read that has ended gave.</summary>
    private void Settle()
    {
        try
        {
            _result = _read.GetResult();
            if (_result.IsCompleted)
            {
                _connection.OnPeerEnded();
            }
        }
        catch (Exception e)
        {
            _failure = _connection.OnReadFailed(e);
        }
    }

    private bool TryClaim()
    {
        var claimed = Interlocked.CompareExchange(ref _state, Idle, Ready) == Ready;
        _isLent |= claimed && _failure is null;
        return claimed;
    }

    private ValueTask<ReadResult> Claimed() =>
        _failure is null ? new ValueTask<ReadResult>(_result) : ValueTask.FromException<ReadResult>(_failure);

    private ValueTask<ReadResult> AwaitRead(CancellationToken cancellationToken)
    {
        _awaited.Reset();
        _cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((TransportReader)state!).CancelAwait(token), this);
        var found = Interlocked.CompareExchange(ref _state, Awaited, Pending);
        if (found != Pending)
        {
            _cancellation.Unregister();
            return TryClaim() ? Claimed() : throw new InvalidOperationException("Reading was completed.");
        }

        if (cancellationToken.IsCancellationRequested)
        {
            CancelAwait(cancellationToken);
        }

        return new ValueTask<ReadResult>(this, _awaited.Version);
    }

    /// <summary>The server waits no longer; the read goes on.</summary>
    private void CancelAwait(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Pending, Awaited) == Awaited)
        {
            _awaited.SetException(new OperationCanceledException(token));
        }
    }

    private void OnRead()
    {
        Settle();
        while (true)
        {
            var found = Volatile.Read(ref _state);
            var next = found switch { Pending => Ready, Awaited => Idle, _ => Closed };
            if (Interlocked.CompareExchange(ref _state, next, found) == found)
            {
                HandOver(found);
                return;
            }
        }
    }

    private void HandOver(int found)
    {
        if (found == Closed)
        {
            _inner.Complete();
        }
        else if (found == Awaited && _failure is null)
        {
            _isLent = true;
            _awaited.SetResult(_result);
        }
        else if (found == Awaited)
        {
            _awaited.SetException(_failure!);
        }
    }
}
