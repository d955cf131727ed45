using System.Buffers.Binary;
using Soquete.Interop;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>
/// The header that a cooked frame gets here, since the kernel gives none: LINKTYPE_LINUX_SLL2, which tells the
/// interface too.
/// </summary>
internal static class CookedPrefix
{
    public const int Bytes = CookedView.Sll2Length;

    /// <summary>Writes the header from the name that came with a frame.</summary>
    public static void Write(Span<byte> room, in SocketName name)
    {
        room = room[..Bytes];
        room.Clear();
        var address = name.HardwareAddress;
        BinaryPrimitives.WriteUInt16BigEndian(room, name.LinkProtocol);
        BinaryPrimitives.WriteInt32BigEndian(room[4..], name.LinkIndex);
        BinaryPrimitives.WriteUInt16BigEndian(room[8..], name.HardwareType);
        room[10] = name.PacketType;
        room[11] = (byte)address.Length;
        address.CopyTo(room[12..]);
    }

    /// <summary>
    /// The name that a cooked frame is sent to, from its header: the EtherType, the hardware address, and the interface,
    /// or the socket's own where that is 0.
    /// </summary>
    public static SocketName Read(in CookedView header, int interfaceIndex) => SocketName.FromLink(
        header.EtherType, header.InterfaceIndex == 0 ? interfaceIndex : (int)header.InterfaceIndex, header.SourceBytes);
}
