using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>
/// How far the sending of a batch has come: slots, and within a slot that has to be parted, datagrams.
/// </summary>
internal struct BatchSending
{
    /// <summary>Where control data to send stands in a slot: behind all that may have been received.</summary>
    private const int ControlOffset = 512;

    private readonly DatagramBatch _batch;
    private readonly int _end;
    private readonly bool _namesPeers;
    private int _slot;
    private int _segment;

    public BatchSending(DatagramBatch batch)
        : this(batch, 0, batch.Filled, namesPeers: true)
    {
    }

    public BatchSending(DatagramBatch batch, int firstSlot, int slots, bool namesPeers)
    {
        _batch = batch;
        _slot = firstSlot;
        _end = firstSlot + slots;
        _namesPeers = namesPeers;
    }

    public readonly DatagramBatch Batch => _batch;

    /// <summary>How many datagrams were sent.</summary>
    public int Datagrams { get; private set; }

    public readonly bool IsDone => _slot >= _end;

    /// <summary>The slot that is at hand.</summary>
    public readonly int NextSlot => _slot;

    /// <summary>The first datagram of that slot that was not sent.</summary>
    public readonly int NextSegment => _segment;

    /// <summary>Whom the next one goes to; without length to the peer of the socket.</summary>
    public readonly SocketName NextName => _namesPeers ? _batch.NameOf(_slot) : default;

    /// <summary>Gives up what is left of the slot at hand.</summary>
    public void SkipSlot() => (_slot, _segment) = (_slot + 1, 0);

    /// <summary>Sends as much as one call takes of what goes through one socket.</summary>
    /// <param name="part">The socket.</param>
    /// <param name="parts">Says whether a slot goes through the same one.</param>
    /// <param name="datagrams">How many were sent.</param>
    /// <param name="bytes">How many bytes they had.</param>
    public Errno SendRun(
        DatagramPart part, Func<SocketName, DatagramPart?>? parts, out int datagrams, out long bytes)
    {
        if (_segment > 0 || (_batch[_slot].Segments > 1 && part.LacksSegmentation))
        {
            return SendSegments(part, out datagrams, out bytes);
        }

        var count = Prepare(part, parts);
        var error = NativeMessages.SendMany(part.Socket, _batch.Block, _slot, count, out var sent);
        (datagrams, bytes) = (0, 0);
        for (var i = 0; i < sent; i++, _slot++)
        {
            datagrams += _batch[_slot].Segments;
            bytes += _batch[_slot].Bytes;
        }

        Datagrams += datagrams;
        if (error == Errno.None || _batch[_slot].Segments == 1 || !IsOfSegmentation(error))
        {
            return error;
        }

        // A path whose MTU is shorter than a datagram fragments it, but does not part what would be fragmented.
        part.LacksSegmentation |= error != Errno.EMSGSIZE;
        return SendSegments(part, out datagrams, out bytes);
    }

    /// <summary>What the kernel, the interface or the path gives where it does not part a slot (udp(7)).</summary>
    private static bool IsOfSegmentation(Errno error) => error is Errno.EINVAL or Errno.EIO or Errno.EMSGSIZE
        or Errno.EOPNOTSUPP or Errno.ENOPROTOOPT;

    /// <summary>Readies the slots that go through the socket with one call.</summary>
    private readonly int Prepare(DatagramPart part, Func<SocketName, DatagramPart?>? parts)
    {
        var slot = _slot;
        do
        {
            PrepareSlot(part, slot++);
        }
        while (slot < _end && !(_batch[slot].Segments > 1 && part.LacksSegmentation)
            && (parts is null || parts(_batch.NameOf(slot)) == part));
        return slot - _slot;
    }

    private readonly void PrepareSlot(DatagramPart part, int index)
    {
        _batch.NoteSending(index);
        ref var slot = ref _batch[index];
        var nameBytes = _namesPeers && part.Remote is null ? NameFor(part, index) : 0;
        var control = _batch.Block.Control(index)[ControlOffset..];
        var controlBytes = 0;
        if (slot.Segments > 1)
        {
            var size = (ushort)slot.SegmentBytes;
            var value = MemoryMarshal.AsBytes(new ReadOnlySpan<ushort>(in size));
            controlBytes = ControlMessage.Write(control, ControlKind.UdpSegment, value);
        }

        if (part.IsWildcard && nameBytes > 0 && slot.ControlBytes > 0)
        {
            var facts = DatagramFacts.Read(_batch.Block.Control(index)[..slot.ControlBytes]);
            controlBytes += SourceControl.Write(control[controlBytes..], facts);
        }

        _batch.Block.PrepareToSend(index, slot.Bytes, nameBytes, ControlOffset, controlBytes);
    }

    /// <summary>An IPv6 socket names IPv4 peers by mapped addresses.</summary>
    private readonly int NameFor(DatagramPart part, int index)
    {
        ref var slot = ref _batch[index];
        var name = _batch.NameOf(index);
        if (part.Local.Domain == Domain.Inet6 && name.Domain == Domain.Inet)
        {
            var mapped = name.ToInet6();
            mapped.Bytes.CopyTo(_batch.Block.Name(index));
            slot.NameBytes = mapped.Length;
        }

        return slot.NameBytes;
    }

    /// <summary>Sends the datagrams of one slot as messages of their own.</summary>
    private Errno SendSegments(DatagramPart part, out int datagrams, out long bytes)
    {
        PrepareSlot(part, _slot);
        ref var slot = ref _batch[_slot];
        // All but UDP_SEGMENT, which stands first.
        ref var header = ref _batch.Block.Header(_slot).Header;
        var skipped = ControlMessage.Space(sizeof(ushort));
        header.Control = (int)header.ControlLength > skipped ? header.Control + skipped : 0;
        header.ControlLength -= (nuint)skipped;
        var first = _segment;
        // What was received joined may have more than a kernel parts (128 since 6.9).
        var end = Math.Min(slot.Segments, first + DatagramBatch.MaxSegments);
        for (var i = first; i < end; i++)
        {
            var offset = i * slot.SegmentBytes;
            var length = Math.Min(slot.SegmentBytes, slot.Bytes - offset);
            _batch.Parted.PointTo(i - first, _batch.Block, _slot, offset, length);
        }

        var error = NativeMessages.SendMany(part.Socket, _batch.Parted, 0, end - first, out datagrams);
        bytes = Math.Min((long)datagrams * slot.SegmentBytes, slot.Bytes - ((long)first * slot.SegmentBytes));
        Datagrams += datagrams;
        _segment = first + datagrams;
        if (_segment == slot.Segments)
        {
            (_slot, _segment) = (_slot + 1, 0);
        }

        return error;
    }
}
