namespace Soquete.Probing;

/// <summary>How a request stands.</summary>
internal enum EchoState : byte
{
    Waiting,
    Unanswered,
    Failed,
    Answered,
}

/// <summary>
/// The requests that an answer may belong to: the last 65,536, which is what 16 bits of sequence tell apart.
/// </summary>
internal sealed class EchoWindow
{
    private const int MostSlots = 1 << 16;
    private const int FirstSlots = 64;

    private Slot[] _slots = new Slot[FirstSlots];

    /// <summary>The last request's; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>How many are neither answered nor given up.</summary>
    public int Waiting { get; private set; }

    private long First => Math.Max(1, Last - _slots.Length + 1);

    public void Add(long sentAt)
    {
        if (Last >= _slots.Length && _slots.Length < MostSlots)
        {
            Grow();
        }

        ref var slot = ref SlotOf(++Last);
        if (Last > _slots.Length && slot.State == EchoState.Waiting)
        {
            Waiting--;
        }

        slot = new Slot { SentAt = sentAt, State = EchoState.Waiting };
        Waiting++;
    }

    /// <summary>The latest request with these 16 bits of sequence.</summary>
    public bool TryFind(ushort wire, out long sequence)
    {
        sequence = Last - (ushort)((ushort)Last - wire);
        return sequence >= First && Last > 0;
    }

    public long SentAt(long sequence) => SlotOf(sequence).SentAt;

    public EchoState StateOf(long sequence) => SlotOf(sequence).State;

    /// <summary>The first request, from one on, that is still waited for; null where there is none.</summary>
    public long? NextWaiting(long from)
    {
        for (var sequence = Math.Max(from, First); sequence <= Last; sequence++)
        {
            if (StateOf(sequence) == EchoState.Waiting)
            {
                return sequence;
            }
        }

        return null;
    }

    public void Settle(long sequence, EchoState state)
    {
        ref var slot = ref SlotOf(sequence);
        Waiting -= slot.State == EchoState.Waiting ? 1 : 0;
        slot.State = state;
    }

    private ref Slot SlotOf(long sequence) => ref _slots[sequence & (_slots.Length - 1)];

    /// <summary>Each stays in the place that its sequence says.</summary>
    private void Grow()
    {
        var grown = new Slot[_slots.Length * 2];
        for (var sequence = First; sequence <= Last; sequence++)
        {
            grown[sequence & (grown.Length - 1)] = SlotOf(sequence);
        }

        _slots = grown;
    }

    private struct Slot
    {
        public long SentAt;
        public EchoState State;
    }
}
