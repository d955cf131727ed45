using System.Runtime.InteropServices;
using Soquete.Ancillary;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>
/// Room for many datagrams, received or to be sent with one call each way (recvmmsg(2), sendmmsg(2)). Where the kernel
/// can, it joins datagrams of one peer into one slot, and parts them again (UDP_GRO, UDP_SEGMENT, udp(7)).
/// </summary>
/// <remarks>
/// <para>
/// Receive into it and enumerate it; or <see cref="TryAdd(ReadOnlySpan{byte})"/> and send it. A batch that was received
/// can be sent as it is: each datagram then goes back to its source. Nothing is allocated after the constructor, but
/// for descriptors that come over unix sockets.
/// </para>
/// <para>Not thread-safe; it belongs to the operation that it was given to until that ends.</para>
/// </remarks>
public sealed partial class DatagramBatch : IDisposable
{
    /// <summary>How many slots there are unless told otherwise.</summary>
    public const int DefaultSlots = 32;

    /// <summary>The longest payload of UDP over IPv4, in bytes: 65,535 less both headers.</summary>
    public const int MaxDatagramBytes = 65_507;

    /// <summary>A slot's room unless told otherwise: that of the longest joined datagrams.</summary>
    public const int DefaultSlotBytes = 64 * 1024;

    /// <summary>How many datagrams the kernel parts one slot into (UDP_MAX_SEGMENTS of kernels before 6.9).</summary>
    internal const int MaxSegments = 64;

    private readonly Slot[] _slots;
    private MessageBlock? _parted;
    private int _readied;
    private int _received;
    private int _filled;

    /// <summary>Makes room.</summary>
    /// <param name="slots">How many slots, 1 to 1024 (UIO_MAXIOV).</param>
    /// <param name="slotBytes">
    /// The room of each, in bytes, 1 to 1 MiB. With less than <see cref="DefaultSlotBytes"/> the kernel does not join
    /// what is received. Memory is taken from the system only as it is filled.
    /// </param>
    public DatagramBatch(int slots = DefaultSlots, int slotBytes = DefaultSlotBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slots);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, 1024);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slotBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slotBytes, 1 << 20);
        Block = new MessageBlock(slots, slotBytes, ReceivedControl.Room);
        _slots = new Slot[slots];
    }

    /// <summary>How many slots there are.</summary>
    public int Slots => _slots.Length;

    /// <summary>How many datagrams are in it.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes they have, without what was truncated.</summary>
    public long Bytes { get; private set; }

    internal MessageBlock Block { get; }

    /// <summary>Headers for the datagrams of one slot, for a kernel that does not part it.</summary>
    internal MessageBlock Parted => _parted ??= new MessageBlock(MaxSegments, 0, 0);

    /// <summary>How many slots hold something.</summary>
    internal int Filled => _filled;

    /// <summary>Adds a datagram for a connected socket's peer.</summary>
    /// <returns>False where there is no room left.</returns>
    /// <exception cref="ArgumentException">It is longer than a slot.</exception>
    public bool TryAdd(ReadOnlySpan<byte> datagram) => TryAdd(datagram, default);

    /// <summary>Adds a datagram for a peer.</summary>
    /// <returns>False where there is no room left.</returns>
    /// <exception cref="ArgumentException">It is longer than a slot.</exception>
    public bool TryAdd(ReadOnlySpan<byte> datagram, in DatagramPeer to)
    {
        if (!TryFindSlot(datagram.Length, to))
        {
            return false;
        }

        datagram.CopyTo(Grow(datagram.Length, segments: 1));
        return true;
    }

    /// <summary>Empties it; descriptors that nobody took are closed.</summary>
    public void Clear()
    {
        for (var i = 0; i < _filled; i++)
        {
            _slots[i].Control.Descriptors?.Dispose();
            _slots[i].Control = default;
        }

        (_filled, Count, Bytes) = (0, 0, 0);
    }

    /// <summary>Each datagram, in the order in which it came or was added.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Gives the memory back, and closes descriptors that nobody took.</summary>
    public void Dispose()
    {
        Clear();
        Block.Dispose();
        _parted?.Dispose();
    }

    internal ref Slot this[int index] => ref _slots[index];

    internal SocketName NameOf(int slot) => SocketName.FromBytes(Block.Name(slot)[.._slots[slot].NameBytes]);

    /// <summary>Readies every slot for recvmmsg(2); those that still are from the last time are left alone.</summary>
    internal void PrepareToReceive()
    {
        Clear();
        for (var i = 0; i < Math.Min(_received, _readied); i++)
        {
            Block.PrepareToReceiveAgain(i);
        }

        for (var i = _readied; i < _slots.Length; i++)
        {
            Block.PrepareToReceive(i);
        }

        (_readied, _received) = (_slots.Length, 0);
    }

    /// <summary>A slot is readied to be sent; it and those behind it are no longer ready to receive.</summary>
    internal void NoteSending(int slot) => _readied = Math.Min(_readied, slot);

    /// <summary>Takes in what recvmmsg(2) wrote.</summary>
    /// <param name="received">How many slots it filled.</param>
    /// <param name="from">The socket that they came from.</param>
    internal void TakeIn(int received, DatagramPart from)
    {
        var isUnix = from.IsUnix;
        for (var i = 0; i < received; i++)
        {
            ref var message = ref Block.Header(i);
            var length = (int)message.Count;
            var control = Block.Control(i)[..(int)message.Header.ControlLength];
            var bytes = Math.Min(length, Block.PayloadBytes);
            if (from.LeadsWithHeader)
            {
                length -= LeadingHeader.CutOff(Block.Payload(i), ref bytes);
            }

            var segment = isUnix ? 0 : SegmentBytesIn(control);
            _slots[i] = new Slot
            {
                Bytes = bytes, Length = length, SegmentBytes = segment is 0 ? bytes : segment,
                Segments = segment is 0 || bytes == 0 ? 1 : ((bytes - 1) / segment) + 1,
                NameBytes = Math.Min(message.Header.NameLength, SocketNameBytes.Size),
                ControlBytes = control.Length,
                Control = isUnix ? ReceivedControl.Read(control, message.Header.Flags) : default,
            };
            Count += _slots[i].Segments;
            Bytes += bytes;
        }

        (_filled, _received) = (received, received);
    }

    private static int SegmentBytesIn(ReadOnlySpan<byte> control)
    {
        while (ControlMessage.TryRead(ref control, out var message))
        {
            if (message.Kind == ControlKind.UdpGro)
            {
                return message.ToNumber();
            }
        }

        return 0;
    }

    /// <summary>
    /// Datagrams of one length for one peer share a slot, of which the last may be shorter; another begins a new one.
    /// </summary>
    /// <returns>False where there is no slot left.</returns>
    private bool TryFindSlot(int bytes, in DatagramPeer to)
    {
        if (_filled > 0 && CanJoin(_slots[_filled - 1], bytes, to))
        {
            return true;
        }

        if (bytes > Block.PayloadBytes)
        {
            throw new ArgumentException(
                $"a slot has room for {Block.PayloadBytes} bytes, and the datagram has {bytes}");
        }

        if (_filled == _slots.Length)
        {
            return false;
        }

        _slots[_filled] = new Slot { SegmentBytes = bytes, NameBytes = to.Name.Length };
        to.Name.Bytes.CopyTo(Block.Name(_filled));
        _filled++;
        return true;
    }

    private bool CanJoin(in Slot slot, int bytes, in DatagramPeer to) =>
        slot.CanGrow && bytes > 0 && bytes <= slot.SegmentBytes && bytes <= RoomToJoin - slot.Bytes
        && slot.Segments < MaxSegments
        && Block.Name(_filled - 1)[..slot.NameBytes].SequenceEqual(to.Name.Bytes);

    /// <summary>Adds datagrams to the last slot.</summary>
    /// <returns>Where their bytes go.</returns>
    private Span<byte> Grow(int bytes, int segments)
    {
        ref var slot = ref _slots[_filled - 1];
        var room = Block.Payload(_filled - 1).Slice(slot.Bytes, bytes);
        slot.CanGrow = bytes == segments * slot.SegmentBytes;
        slot.Bytes += bytes;
        slot.Length = slot.Bytes;
        slot.Segments += segments;
        Count += segments;
        Bytes += bytes;
        return room;
    }

    private void Note(int bytes, int filled)
    {
        Count++;
        Bytes += bytes;
        _filled = filled;
    }

    /// <summary>One message of the kernel's: a datagram, or several of one length and peer.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Slot
    {
        public int Bytes;
        public int Length;
        public int SegmentBytes;
        public int Segments;
        public int NameBytes;
        public int ControlBytes;
        public bool CanGrow;
        public ReceivedControl Control;
    }
}
