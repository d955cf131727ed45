using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>
/// A packet with the header that Linux gives in place of the link's own, such as on the interface <c>any</c>: of 16
/// bytes (LINKTYPE_LINUX_SLL) or of 20 (LINKTYPE_LINUX_SLL2). Only a view that a <c>TryRead</c> gave may be asked.
/// </summary>
public readonly ref struct CookedView
{
    /// <summary>How long the header of LINKTYPE_LINUX_SLL is: 16 bytes.</summary>
    public const int SllLength = 16;

    /// <summary>How long the header of LINKTYPE_LINUX_SLL2 is: 20 bytes.</summary>
    public const int Sll2Length = 20;

    /// <summary>The most bytes of a link's address that the header holds: 8.</summary>
    public const int MaxAddressLength = 8;

    private readonly ReadOnlySpan<byte> _bytes;

    private CookedView(ReadOnlySpan<byte> bytes, bool isSecond)
    {
        _bytes = bytes;
        IsSecond = isSecond;
    }

    /// <summary>Whether it has the header of 20 bytes, which tells the interface.</summary>
    public bool IsSecond { get; }

    /// <summary>How long the header is: 16 or 20 bytes.</summary>
    public int HeaderLength => IsSecond ? Sll2Length : SllLength;

    /// <summary>Where the packet went (packet(7)).</summary>
    public CookedPacketType PacketType =>
        (CookedPacketType)(IsSecond ? _bytes[10] : BinaryPrimitives.ReadUInt16BigEndian(_bytes));

    /// <summary>The kind of the interface: an ARPHRD_ number, 1 for Ethernet, 772 for loopback.</summary>
    public ushort HardwareType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(IsSecond ? 8 : 2)..]);

    /// <summary>How long the address of the sender on the link is, which may be more than the header holds.</summary>
    public int AddressLength => IsSecond ? _bytes[11] : BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>The sender's address on the link, or its first 8 bytes.</summary>
    public ReadOnlySpan<byte> SourceBytes =>
        _bytes.Slice(IsSecond ? 12 : 6, Math.Min(AddressLength, MaxAddressLength));

    /// <summary>The sender's MAC address; all zeros where it has none of 6 bytes.</summary>
    public MacAddress Source => AddressLength == MacAddress.Length ? new(SourceBytes) : default;

    /// <summary>The index of the interface; 0 where the header does not tell it.</summary>
    public uint InterfaceIndex => IsSecond ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]) : 0;

    /// <summary>
    /// What the packet is (<see cref="Link.EtherType"/>). Numbers below 1,536 are Linux's own, such as 1 for a frame of
    /// IEEE 802.3 without LLC and 4 for one with it.
    /// </summary>
    public ushort EtherType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(IsSecond ? 0 : 14)..]);

    /// <summary>What follows the header, VLAN tags first where <see cref="EtherType"/> says so.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>The VLAN tags, the outermost first; none in most packets.</summary>
    public VlanTags Tags => new(EtherType, false, Payload);

    /// <summary>Reads a packet with a header of 16 bytes; false where it is shorter than that.</summary>
    public static bool TryReadSll(ReadOnlySpan<byte> bytes, out CookedView view) => TryRead(bytes, false, out view);

    /// <summary>Reads a packet with a header of 20 bytes; false where it is shorter than that.</summary>
    public static bool TryReadSll2(ReadOnlySpan<byte> bytes, out CookedView view) => TryRead(bytes, true, out view);

    private static bool TryRead(ReadOnlySpan<byte> bytes, bool isSecond, out CookedView view)
    {
        var isWhole = bytes.Length >= (isSecond ? Sll2Length : SllLength);
        view = isWhole ? new CookedView(bytes, isSecond) : default;
        return isWhole;
    }
}
