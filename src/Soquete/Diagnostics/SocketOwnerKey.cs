using System.Buffers.Binary;
using System.Net;
using Soquete.SocketTables;
using Soquete.Wire.Internet;

namespace Soquete.Diagnostics;

/// <summary>A socket by its ends. IPv4 addresses are as IPv6 maps them, since sockets of IPv6 have them so.</summary>
internal readonly record struct SocketOwnerKey(
    byte Protocol, UInt128 Local, ushort LocalPort, UInt128 Remote, ushort RemotePort)
{
    /// <summary>0.0.0.0.</summary>
    public static UInt128 AnyIpv4 { get; } = Number(IPAddress.Any);

    public static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The ends of a socket.</summary>
    public static SocketOwnerKey Of(InternetSocketEntry socket) => new(
        socket.Family == SocketFamilies.Tcp ? IpProtocol.Tcp : IpProtocol.Udp,
        Number(socket.LocalName), (ushort)socket.LocalName.Port,
        Number(socket.RemoteName), (ushort)socket.RemoteName.Port);

    private static UInt128 Number(InternetName name) => name.IsIPv6 ? name.Number : AnyIpv4 | name.Number;
}
