using Soquete.Ancillary;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <content>What a relay does with a batch that it received, before it sends the same.</content>
public sealed partial class DatagramBatch
{
    /// <summary>What the kernel told of a slot, as it wrote it.</summary>
    internal ReadOnlySpan<byte> ControlOf(int slot) => Block.Control(slot)[.._slots[slot].ControlBytes];

    /// <summary>The name of the slot's peer, as the kernel wrote it.</summary>
    internal ReadOnlySpan<byte> NameBytesOf(int slot) => Block.Name(slot)[.._slots[slot].NameBytes];

    /// <summary>The bytes of a slot: one datagram, or several of one length.</summary>
    internal ReadOnlySpan<byte> BytesOf(int slot) => Block.Payload(slot)[.._slots[slot].Bytes];

    /// <summary>Whether a slot was too small for its datagram.</summary>
    internal bool IsTruncated(int slot) => _slots[slot].Length > _slots[slot].Bytes;

    /// <summary>How many datagrams are in some slots, and how many bytes they have.</summary>
    internal (int Datagrams, long Bytes) CountOf(int firstSlot, int slots)
    {
        var (datagrams, bytes) = (0, 0L);
        foreach (ref var slot in _slots.AsSpan(firstSlot, slots))
        {
            datagrams += slot.Segments;
            bytes += slot.Bytes;
        }

        return (datagrams, bytes);
    }

    /// <summary>Takes the descriptors of a slot over.</summary>
    internal PassedDescriptors? TakeDescriptors(int slot)
    {
        var descriptors = _slots[slot].Control.Descriptors;
        _slots[slot].Control = default;
        return descriptors;
    }

    /// <summary>Gives a slot to another peer.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="to">The peer.</param>
    /// <param name="control">
    /// What the kernel told of a datagram of that peer's: a slot that is sent from a socket for every address goes from
    /// the one that was spoken to.
    /// </param>
    internal void Readdress(int slot, in SocketName to, ReadOnlySpan<byte> control)
    {
        to.Bytes.CopyTo(Block.Name(slot));
        control.CopyTo(Block.Control(slot));
        (_slots[slot].NameBytes, _slots[slot].ControlBytes) = (to.Length, control.Length);
    }
}
