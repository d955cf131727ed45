using System.Net.Sockets;
using Soquete.Engines.Portable;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// A connected stream socket on a ring: what its owner wants, what is under way in the kernel, and what has come.
/// </summary>
/// <remarks>
/// Its owner may be on any thread, its operations are the ring thread's. One lock is between them; nobody's code runs
/// under it. The socket is closed once the last operation has completed, so that no number is used for another file.
/// </remarks>
internal sealed partial class RingConnection : RingClient
{
    private const int Receiving = 0;
    private const int Polling = 1;
    private const int Sending = 2;

    private readonly Lock _gate = new();
    private readonly bool _isUnix;
    private readonly bool _isInline;
    private volatile bool _isClosing;
    private int _threadsInside;
    private bool _isAborting;
    private bool _isClosed;

    /// <param name="loop">Its ring.</param>
    /// <param name="socket">The socket, which is this one's from here on.</param>
    /// <param name="isUnix">Whether it is of the unix domain.</param>
    /// <param name="isInline">Whether its continuations run on the ring's thread.</param>
    /// <param name="readsAhead">
    /// Whether bytes may be received before anybody asks for them. In the unix domain descriptors that come
    /// with them are lost by that.
    /// </param>
    public RingConnection(RingLoop loop, SafeSocketHandle socket, bool isUnix, bool isInline, bool readsAhead)
        : base(loop)
    {
        (Socket, _isUnix, _isInline, _readsAhead) = (socket, isUnix, isInline, readsAhead);
        loop.CountIn();
    }

    public SafeSocketHandle Socket { get; }

    private int Number => (int)Socket.DangerousGetHandle();

    private bool IsIdle => _receiveNumber == 0 && _pollNumber == 0 && _sendNumber == 0;

    /// <summary>Runs what serves the connection on the ring's thread, or on the pool, and never here.</summary>
    public void Begin(Action<object?> work, object? state)
    {
        if (_isInline)
        {
            new RingWork(Loop, work, state).Post();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: false);
        }
    }

    /// <summary>A thread waits for the socket in poll(2) from here on, unless it is being closed.</summary>
    public bool TryEnter()
    {
        // A full fence: either who closes sees the thread, or it sees that somebody closes.
        Interlocked.Increment(ref _threadsInside);
        if (!_isClosing)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _threadsInside);

    public override void Attend()
    {
        if (_isClosing || Loop.IsStopping)
        {
            EndAll();
            FinishClosing();
            return;
        }

        lock (_gate)
        {
            AttendToReceive();
            AttendToSend();
        }
    }

    public override void OnCompletion(int kind, in RingCompletion completion)
    {
        switch (kind)
        {
            case Receiving:
                OnReceived(completion);
                break;
            case Polling:
                OnPolled(completion);
                break;
            default:
                OnSent(completion);
                break;
        }

        if (_isClosing)
        {
            FinishClosing();
        }
    }

    public override void OnLoopEnded()
    {
        EndAll();
        FinishClosing();
    }

    /// <summary>Closes: what is under way is cancelled first. A send that is cut short resets the connection.</summary>
    public void Close(bool aborts)
    {
        RingWait<TransferResult>? receiver;
        lock (_gate)
        {
            if (_isClosing)
            {
                return;
            }

            _isClosing = true;
            // The kernel resets a TCP connection that is closed with bytes unread; those held here are of the same
            // kind.
            _isAborting = aborts || _isSending || _held.Count > 0;
            _held.ReleaseAll();
            receiver = TakeReceiver();
        }

        receiver?.Complete(TransferResult.Failed(Errno.ECANCELED), isInline: false);
        if (!FinishClosing())
        {
            RequestAttention();
        }
    }

    /// <summary>Cancels what is under way, and tells who waits for what was never begun.</summary>
    private void EndAll()
    {
        RingWait<TransferResult>? receiver = null;
        RingWait<TransferResult>? sender = null;
        lock (_gate)
        {
            Cancel(_receiveNumber);
            Cancel(_pollNumber);
            Cancel(_sendNumber);
            if (_sendNumber != 0 && !_isUnix && Loop.Options.ZeroCopyThreshold is not null)
            {
                // What is sent without copying is the kernel's until the peer has it, or until there is no peer.
                NativeSocket.Disconnect(Socket);
            }

            receiver = _receiveNumber == 0 && _pollNumber == 0 ? TakeReceiver() : null;
            sender = _sendNumber == 0 ? TakeSender() : null;
        }

        receiver?.Complete(TransferResult.Failed(Errno.ECANCELED), isInline: false);
        sender?.Complete(TransferResult.Failed(Errno.ECANCELED), isInline: false);
    }

    private void Cancel(ulong number)
    {
        if (number != 0)
        {
            Loop.Cancel(number);
        }
    }

    /// <summary>Closes the socket, where that was asked for and nothing is under way any more.</summary>
    /// <returns>Whether it is closed.</returns>
    private bool FinishClosing()
    {
        lock (_gate)
        {
            if (_isClosed || !_isClosing || !IsIdle || _isSending)
            {
                return _isClosed;
            }

            _isClosed = true;
        }

        Loop.CountOut();
        CloseSocket();
        return true;
    }

    private void CloseSocket()
    {
        if (_isAborting)
        {
            // SO_LINGER of 0 turns close(2) into a reset (socket(7)); unix sockets have none and close as ever. The
            // runtime's socket also wakes threads that wait in poll(2) for it.
            NativeSocket.SetLinger(Socket, on: true, seconds: 0);
            ClosedSocket.Close(new Socket(Socket));
            return;
        }

        if (Volatile.Read(ref _threadsInside) > 0)
        {
            // Who waits in poll(2) keeps the connection open. It goes for others as well who were given the socket.
            NativeSocket.Shutdown(Socket, ShutdownHow.Both);
        }

        if (!_isUnix)
        {
            // The runtime's handle resets TCP connections when it is disposed.
            VacantSocket.Close(Socket);
        }
        else
        {
            NativeFile.Close(Socket);
        }
    }
}
