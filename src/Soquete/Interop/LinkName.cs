using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct sockaddr_ll</c> (packet(7)) where the kernel wrote it beside a frame.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkName
{
    public const int Size = SocketName.LinkBytes;

    public ushort Family;
    public ushort Protocol;
    public int InterfaceIndex;
    public ushort HardwareType;
    public byte PacketType;
    public byte AddressLength;
    public uint AddressStart;
    public uint AddressEnd;

    /// <summary>The EtherType: the kernel has it in network order.</summary>
    public readonly ushort ProtocolInHostOrder =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(Protocol) : Protocol;
}
