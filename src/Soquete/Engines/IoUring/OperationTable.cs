namespace Soquete.Engines.IoUring;

/// <summary>
/// Who the operations that are under way belong to. The number that the kernel gives back names a slot and how often it
/// was used, so that a late word about an operation that has ended meets nobody else. The ring thread's own.
/// </summary>
internal sealed class OperationTable
{
    private const int FirstSize = 64;

    private Slot[] _slots = new Slot[FirstSize];
    private int _free = -1;
    private int _used;

    /// <summary>How many operations are under way.</summary>
    public int Count { get; private set; }

    /// <summary>Enters an operation.</summary>
    /// <param name="client">Whose it is.</param>
    /// <param name="kind">Which of the client's.</param>
    /// <returns>Its number, never 0.</returns>
    public ulong Add(RingClient client, int kind)
    {
        var index = _free;
        if (index >= 0)
        {
            _free = _slots[index].NextFree;
        }
        else
        {
            index = _used++;
            if (index == _slots.Length)
            {
                Array.Resize(ref _slots, _slots.Length * 2);
            }
        }

        ref var slot = ref _slots[index];
        (slot.Client, slot.Kind) = (client, kind);
        // 0 is nobody's: it would make the number of the first slot 0.
        slot.Generation = Math.Max(1, unchecked(slot.Generation + 1));
        Count++;
        return ((ulong)slot.Generation << 32) | (uint)index;
    }

    /// <summary>Finds an operation; false where it has ended, or there never was one.</summary>
    public bool TryFind(ulong number, out RingClient client, out int kind)
    {
        var index = (int)(uint)number;
        if ((uint)index < (uint)_used && _slots[index] is { Client: { } found } slot
            && slot.Generation == (uint)(number >> 32))
        {
            (client, kind) = (found, slot.Kind);
            return true;
        }

        (client, kind) = (null!, 0);
        return false;
    }

    /// <summary>Whose operations are under way: once for each of them, as it is now.</summary>
    public RingClient[] Clients() => [.. _slots.Take(_used).Where(slot => slot.Client is not null)
        .Select(slot => slot.Client!)];

    /// <summary>An operation has ended.</summary>
    public void Remove(ulong number)
    {
        var index = (int)(uint)number;
        ref var slot = ref _slots[index];
        slot.Client = null;
        slot.NextFree = _free;
        _free = index;
        Count--;
    }

    private struct Slot
    {
        public RingClient? Client;
        public int Kind;
        public int NextFree;
        public uint Generation;
    }
}
