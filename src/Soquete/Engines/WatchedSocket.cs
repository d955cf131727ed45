using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// A socket in the <see cref="ReadinessLoop"/>: armed for each wait, so that nobody is woken in vain.
/// </summary>
internal sealed class WatchedSocket : SocketWatch
{
    private const EpollSignals Broken = EpollSignals.Error | EpollSignals.HangUp;

    private readonly ReadinessLoop _loop;
    private readonly ReadinessWait _receiving = new();
    private readonly ReadinessWait _sending = new();
    private readonly Lock _gate = new();
    private EpollSignals _armed;
    private bool _isClosed;

    public WatchedSocket(ReadinessLoop loop, SafeSocketHandle socket, ulong number)
    {
        _loop = loop;
        Socket = socket;
        Number = number;
    }

    public SafeSocketHandle Socket { get; }

    public ulong Number { get; }

    public override ValueTask<Errno> WaitToReceiveAsync(CancellationToken cancellationToken) =>
        WaitAsync(_receiving, EpollSignals.In, cancellationToken);

    public override ValueTask<Errno> WaitToSendAsync(CancellationToken cancellationToken) =>
        WaitAsync(_sending, EpollSignals.Out, cancellationToken);

    /// <summary>Wakes who waited for these signals. One that was not meant stays armed.</summary>
    public void OnSignals(EpollSignals signals)
    {
        var woken = (signals & Broken) != 0 ? EpollSignals.In | EpollSignals.Out : signals;
        lock (_gate)
        {
            woken &= _armed;
            _armed &= ~woken;
            if (_armed != EpollSignals.None && !_isClosed)
            {
                _loop.Arm(this, _armed);
            }
        }

        if ((woken & EpollSignals.In) != 0)
        {
            _receiving.TryComplete(Errno.None);
        }

        if ((woken & EpollSignals.Out) != 0)
        {
            _sending.TryComplete(Errno.None);
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        _loop.Forget(this);
        _receiving.TryComplete(Errno.ECANCELED);
        _sending.TryComplete(Errno.ECANCELED);
    }

    private ValueTask<Errno> WaitAsync(ReadinessWait wait, EpollSignals signal, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var task = wait.Begin(cancellationToken);
        lock (_gate)
        {
            _armed |= signal;
            var error = _isClosed ? Errno.ECANCELED : _loop.Arm(this, _armed);
            if (error != Errno.None)
            {
                wait.TryComplete(error);
            }
        }

        return task;
    }
}
