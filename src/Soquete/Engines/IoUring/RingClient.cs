using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>Who has operations in a ring: a connection, a listener, a connect.</summary>
internal abstract class RingClient(RingLoop loop)
{
    private RingClient? _next;
    private int _isQueued;

    public RingLoop Loop { get; } = loop;

    /// <summary>
    /// Looks at what its owner wants by now, and has the ring do it. On the ring's thread; once the ring has ended, on
    /// any.
    /// </summary>
    public abstract void Attend();

    /// <summary>What came of one of its operations. On the ring's thread.</summary>
    /// <param name="kind">Which, as it was submitted.</param>
    /// <param name="completion">The completion; where it has no more, the last.</param>
    public abstract void OnCompletion(int kind, in RingCompletion completion);

    /// <summary>Its ring has ended, and nothing is under way any more. On any thread, and perhaps twice.</summary>
    public abstract void OnLoopEnded();

    /// <summary>Has <see cref="Attend"/> called: at once on the ring's thread, else there as soon as it can.</summary>
    protected void RequestAttention()
    {
        if (Loop.IsCurrent)
        {
            Attend();
        }
        else
        {
            if (Interlocked.Exchange(ref _isQueued, 1) == 0)
            {
                Loop.Mailbox.Push(this);
            }

            // Who was queued as the ring ended stays so for good, and has to be told each time.
            if (Loop.HasEnded)
            {
                OnLoopEnded();
            }
        }
    }

    /// <summary>
    /// What waits for a ring's attention, from any thread: a stack, which is taken whole and turned round.
    /// </summary>
    internal sealed class Queue
    {
        private RingClient? _top;

        public bool IsEmpty => Volatile.Read(ref _top) is null;

        /// <summary>Told each time that the first comes in.</summary>
        public required Action OnFirst { get; init; }

        public void Push(RingClient client)
        {
            RingClient? top;
            do
            {
                top = Volatile.Read(ref _top);
                client._next = top;
            }
            while (Interlocked.CompareExchange(ref _top, client, top) != top);

            if (top is null)
            {
                OnFirst();
            }
        }

        /// <summary>Attends to all who wait, in the order in which they came.</summary>
        public void AttendToAll()
        {
            if (IsEmpty)
            {
                return;
            }

            RingClient? turned = null;
            for (var one = Interlocked.Exchange(ref _top, null); one is not null;)
            {
                (one._next, turned, one) = (turned, one, one._next);
            }

            while (turned is { } client)
            {
                (turned, client._next) = (client._next, null);
                // Before it looks: what is wanted from now on asks again.
                Volatile.Write(ref client._isQueued, 0);
                Interlocked.MemoryBarrier();
                client.Attend();
            }
        }
    }
}
