using System.Buffers.Binary;

namespace Soquete.Dissection.Lines;

/// <summary>
/// The sequence numbers that TCP connections began with, so that lines can count from them. As many connections as
/// there is room for: one that was silent for long gives way.
/// </summary>
internal sealed class TcpSequences
{
    private const int Slots = 8192;
    private const int Window = 8;

    private readonly Slot[] _slots = new Slot[Slots + Window];
    private long _tick;

    /// <summary>
    /// Remembers a connection by its first segment that acknowledges, or by a SYN that does, as tcpdump(1) does, and
    /// tells what its numbers count from.
    /// </summary>
    /// <param name="flow">The segment's ends.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="acknowledgment">Its acknowledgment.</param>
    /// <param name="isSyn">Whether a connection begins with it.</param>
    /// <returns>What the two numbers count from; 0 in the segment that it begins with.</returns>
    public TcpBase Find(in PacketFlow flow, uint sequence, uint acknowledgment, bool isSyn)
    {
        var key = FlowKey.Of(flow, out var isReversed);
        ref var slot = ref SlotOf(key, out var isKnown);
        slot.Used = ++_tick;
        if (!isKnown || isSyn)
        {
            slot.Key = key;
            (slot.First, slot.Second) = isReversed
                ? (acknowledgment - 1, sequence)
                : (sequence, acknowledgment - 1);
        }

        var (own, peers) = isReversed ? (slot.Second, slot.First) : (slot.First, slot.Second);
        return isKnown && !isSyn ? new TcpBase(own, peers, peers) : new TcpBase(0, 0, peers);
    }

    private ref Slot SlotOf(in FlowKey key, out bool isKnown)
    {
        var start = (int)((uint)key.GetHashCode() % Slots);
        var oldest = start;
        for (var i = start; i < start + Window; i++)
        {
            if (_slots[i].Used > 0 && _slots[i].Key == key)
            {
                isKnown = true;
                return ref _slots[i];
            }

            oldest = _slots[i].Used < _slots[oldest].Used ? i : oldest;
        }

        isKnown = false;
        return ref _slots[oldest];
    }

    private struct Slot
    {
        public FlowKey Key;
        public uint First;
        public uint Second;
        public long Used;
    }

    /// <summary>A connection, the same in both directions.</summary>
    private readonly record struct FlowKey(UInt128 First, UInt128 Second, uint Ports)
    {
        public static FlowKey Of(in PacketFlow flow, out bool isReversed)
        {
            var (source, destination) = (Number(flow.Source), Number(flow.Destination));
            isReversed = flow.SourcePort > flow.DestinationPort
                || (flow.SourcePort == flow.DestinationPort && source > destination);
            return isReversed
                ? new FlowKey(destination, source, ((uint)flow.DestinationPort << 16) | flow.SourcePort)
                : new FlowKey(source, destination, ((uint)flow.SourcePort << 16) | flow.DestinationPort);
        }

        private static UInt128 Number(ReadOnlySpan<byte> address) => address.Length == 16
            ? BinaryPrimitives.ReadUInt128BigEndian(address)
            : BinaryPrimitives.ReadUInt32BigEndian(address);
    }
}

/// <summary>What the numbers of a segment count from.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Acknowledgment">Its acknowledgment.</param>
/// <param name="Blocks">The blocks of its selective acknowledgment.</param>
internal readonly record struct TcpBase(uint Sequence, uint Acknowledgment, uint Blocks);
