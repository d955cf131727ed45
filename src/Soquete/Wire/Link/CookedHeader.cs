using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>
/// What the header of a cooked Linux capture says (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2). Immutable, and safe for
/// threads.
/// </summary>
public sealed record CookedHeader
{
    /// <summary>How many bytes it takes: 16 or 20.</summary>
    public int Length => IsSecond ? CookedView.Sll2Length : CookedView.SllLength;

    /// <summary>Whether it is the header of 20 bytes, which tells the interface.</summary>
    public bool IsSecond { get; init; } = true;

    /// <summary>Where the packet went (packet(7)).</summary>
    public required CookedPacketType PacketType { get; init; }

    /// <summary>The kind of the interface: an ARPHRD_ number, 1 for Ethernet, 772 for loopback.</summary>
    public required ushort HardwareType { get; init; }

    /// <summary>How long the sender's address on the link is, which may be more than the header holds.</summary>
    public int AddressLength { get; init; }

    /// <summary>The sender's address on the link, or its first 8 bytes.</summary>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ValueList<byte> Source
    {
        get;
        init
        {
            if (value.Count > CookedView.MaxAddressLength)
            {
                throw new ArgumentException("The header holds 8 bytes of an address at most.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>The index of the interface; 0 where the header does not tell it.</summary>
    public uint InterfaceIndex { get; init; }

    /// <summary>What the packet is (<see cref="Link.EtherType"/>), or one of Linux's own numbers below 1,536.</summary>
    public required ushort EtherType { get; init; }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static CookedHeader Read(in CookedView view) => new()
    {
        IsSecond = view.IsSecond,
        PacketType = view.PacketType,
        HardwareType = view.HardwareType,
        AddressLength = view.AddressLength,
        Source = ValueList.Create(view.SourceBytes),
        InterfaceIndex = view.InterfaceIndex,
        EtherType = view.EtherType,
    };

    /// <summary>Writes the header. The packet goes right behind it.</summary>
    /// <returns>How many bytes were written: <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public int Write(Span<byte> destination)
    {
        WireRoom.Check(destination, Length);
        var header = destination[..Length];
        header.Clear();
        if (IsSecond)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header, EtherType);
            BinaryPrimitives.WriteUInt32BigEndian(header[4..], InterfaceIndex);
            BinaryPrimitives.WriteUInt16BigEndian(header[8..], HardwareType);
            (header[10], header[11]) = ((byte)PacketType, (byte)AddressLength);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)PacketType);
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], HardwareType);
            BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)AddressLength);
            BinaryPrimitives.WriteUInt16BigEndian(header[14..], EtherType);
        }

        Source.Span.CopyTo(header[(IsSecond ? 12 : 6)..]);
        return Length;
    }
}
