using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Names of packet sockets: <c>sockaddr_ll</c> (packet(7)).</content>
internal readonly partial struct SocketName
{
    /// <summary>The length of <c>sockaddr_ll</c>, which has room for a hardware address of 8 bytes.</summary>
    public const int LinkBytes = 20;

    /// <summary>The longest hardware address that <c>sll_addr</c> has room for, in bytes.</summary>
    public const int MaxHardwareAddressBytes = 8;

    private const int LinkAddressOffset = 12;

    /// <summary>The EtherType that is received or was sent, in host order; 0 in other domains.</summary>
    public ushort LinkProtocol => HasLink ? BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]) : (ushort)0;

    /// <summary>
    /// The interface's number; 0 for any, and in other domains; -1 on a socket whose interface is gone.
    /// </summary>
    public int LinkIndex => HasLink ? MemoryMarshal.Read<int>(Bytes[4..]) : 0;

    /// <summary>The kind of hardware: ARPHRD_ETHER and its kin (linux/if_arp.h).</summary>
    public ushort HardwareType => HasLink ? MemoryMarshal.Read<ushort>(Bytes[8..]) : (ushort)0;

    /// <summary>To whom the frame was: PACKET_HOST and its kin.</summary>
    public byte PacketType => HasLink ? Bytes[10] : (byte)0;

    /// <summary>The sender's hardware address, or the interface's own; empty where there is none.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> HardwareAddress
    {
        get
        {
            if (!HasLink)
            {
                return [];
            }

            // The kernel may tell of longer ones (InfiniBand's have 20 bytes), and gives what there is room for.
            var there = Bytes[LinkAddressOffset..];
            return there[..Math.Min((int)Bytes[11], Math.Min(there.Length, MaxHardwareAddressBytes))];
        }
    }

    private bool HasLink => Domain == Interop.Domain.Packet && _length >= LinkAddressOffset;

    /// <summary>The name of an interface and a protocol, as bind(2) and sendto(2) take it.</summary>
    /// <param name="protocol">The EtherType, in host order; 0 for none.</param>
    /// <param name="interfaceIndex">The interface's number; 0 for any.</param>
    /// <param name="hardwareAddress">Whom a cooked frame is for; at most 8 bytes.</param>
    public static SocketName FromLink(
        ushort protocol, int interfaceIndex, ReadOnlySpan<byte> hardwareAddress = default)
    {
        Span<byte> sockaddr = stackalloc byte[LinkBytes];
        sockaddr.Clear();
        WriteFamily(sockaddr, Interop.Domain.Packet);
        BinaryPrimitives.WriteUInt16BigEndian(sockaddr[2..], protocol);
        MemoryMarshal.Write(sockaddr[4..], in interfaceIndex);
        sockaddr[11] = (byte)hardwareAddress.Length;
        hardwareAddress.CopyTo(sockaddr[LinkAddressOffset..]);
        return new SocketName(sockaddr);
    }

    private string LinkText()
    {
        var index = LinkIndex;
        return index == 0 ? "any interface"
            : Interfaces.NameOf((uint)index) ?? $"interface {index.ToString(CultureInfo.InvariantCulture)}";
    }
}
