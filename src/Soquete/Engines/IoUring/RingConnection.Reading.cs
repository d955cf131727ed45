using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <content>Receiving for who reads the ring's buffers as they are, without a buffer of its own.</content>
internal sealed partial class RingConnection
{
    private bool _isReading;
    private bool _lacksBuffers;

    /// <summary>How many buffers one who does not read on may hold.</summary>
    public int HeldBuffers => Loop.Options.HeldBuffers;

    /// <summary>The next part that is held, which whoever gets it gives back.</summary>
    /// <param name="part">The part; the default where there is none.</param>
    /// <param name="state">What is there beside it.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out BufferPart part, out ReadState state)
    {
        lock (_gate)
        {
            var isThere = _held.Count > 0;
            part = isThere ? _held.Take() : default;
            state = _held.Count > 0 ? ReadState.HasMore
                : _hasEnded ? ReadState.HasEnded
                : _lacksBuffers && _receiveNumber == 0 ? ReadState.LacksBuffers
                : ReadState.IsEmpty;
            return isThere;
        }
    }

    /// <summary>
    /// recv(2) into the reader's own memory, where the ring had no buffer left; else, and where there is nothing,
    /// EAGAIN.
    /// </summary>
    public TransferResult ReceiveWithoutBuffers(Span<byte> buffer)
    {
        lock (_gate)
        {
            return TryReceiveNow(buffer, out var result) ? result : TransferResult.Failed(Errno.EAGAIN);
        }
    }

    /// <summary>Waits until parts are held, none can be had, or nothing follows.</summary>
    /// <returns>The wait that has begun; null where <paramref name="result"/> says it all.</returns>
    public RingReceive? WaitToRead(out TransferResult result)
    {
        lock (_gate)
        {
            if (TryReceiveNow([], out result))
            {
                return null;
            }

            _lacksBuffers = false;
            _isReading = true;
            return BeginReceive(default, default);
        }
    }

    /// <summary>Ends a wait to read, if there is one, without a result.</summary>
    public void StopReading()
    {
        RingWait<TransferResult>? receiver;
        lock (_gate)
        {
            receiver = _isReading ? TakeReceiver() : null;
        }

        receiver?.Complete(default, isInline: false);
    }
}
