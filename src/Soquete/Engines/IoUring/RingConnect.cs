using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// One connect(2). It ends with its last completion, cancelled or not: until then the kernel has the socket, and the
/// name to connect to.
/// </summary>
internal sealed class RingConnect : RingClient, IDisposable
{
    private readonly Lock _gate = new();
    private readonly RingWait<Errno> _waiting = new();
    private readonly SafeSocketHandle _socket;
    private readonly NativeBuffer _name;
    private readonly bool _isInline;
    private ulong _number;
    private bool _hasBegun;
    private bool _isCancelled;
    private bool _isOver;

    public RingConnect(RingLoop loop, SafeSocketHandle socket, in SocketName remote, bool isInline)
        : base(loop)
    {
        (_socket, _isInline) = (socket, isInline);
        _name = new NativeBuffer(remote.Length);
        remote.Bytes.CopyTo(_name.Bytes);
    }

    public ValueTask<Errno> RunAsync(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static connect => ((RingConnect)connect!).Cancel(), this);
        ValueTask<Errno> task;
        lock (_gate)
        {
            _waiting.Begin(registration);
            task = _waiting.AsTask();
            _hasBegun = true;
        }

        RequestAttention();
        return task;
    }

    public override void Attend()
    {
        var isRefused = false;
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            if (_number != 0)
            {
                if (_isCancelled)
                {
                    Loop.Cancel(_number);
                }
            }
            else if (_isCancelled || Loop.IsStopping)
            {
                isRefused = _isOver = true;
            }
            else
            {
                ref var submission = ref Loop.Prepare(this, 0, out _number);
                submission.Code = RingOperationCode.Connect;
                submission.Descriptor = (int)_socket.DangerousGetHandle();
                submission.Address = (ulong)_name.Address;
                submission.Offset = (ulong)_name.Length;
            }
        }

        if (isRefused)
        {
            Complete(Errno.ECANCELED, isInline: false);
        }
    }

    public override void OnCompletion(int kind, in RingCompletion completion)
    {
        lock (_gate)
        {
            _isOver = true;
        }

        Complete(completion.Error, _isInline);
    }

    public override void OnLoopEnded() => Attend();

    public void Dispose() => _name.Dispose();

    private void Complete(Errno error, bool isInline)
    {
        if (error == Errno.ECANCELED && _isCancelled)
        {
            _waiting.CompleteCancelled(isInline);
        }
        else
        {
            _waiting.Complete(error, isInline);
        }
    }

    private void Cancel()
    {
        lock (_gate)
        {
            _isCancelled = true;
            if (!_hasBegun)
            {
                return;
            }
        }

        RequestAttention();
    }
}
