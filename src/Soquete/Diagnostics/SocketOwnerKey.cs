using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Soquete.Diagnostics;

/// <summary>A socket by its ends. IPv4 addresses are as IPv6 maps them, since sockets of IPv6 have them so.</summary>
internal readonly record struct SocketOwnerKey(
    byte Protocol, UInt128 Local, ushort LocalPort, UInt128 Remote, ushort RemotePort)
{
    private const int WordDigits = 8;
    private const int Ipv4Digits = 8;
    private const int Ipv6Digits = 32;

    /// <summary>0.0.0.0.</summary>
    public static UInt128 AnyIpv4 { get; } = Number(IPAddress.Any);

    public static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Reads the ends as /proc/net/tcp has them (proc_pid_net(5)).</summary>
    public static bool TryParse(
        byte protocol, ReadOnlySpan<char> local, ReadOnlySpan<char> remote, out SocketOwnerKey key)
    {
        var isRead = TryParse(local, out var localAddress, out var localPort)
            & TryParse(remote, out var remoteAddress, out var remotePort);
        key = new SocketOwnerKey(protocol, localAddress, localPort, remoteAddress, remotePort);
        return isRead;
    }

    private static bool TryParse(ReadOnlySpan<char> end, out UInt128 address, out ushort port)
    {
        (address, port) = (0, 0);
        var colon = end.IndexOf(':');
        if (colon is not (Ipv4Digits or Ipv6Digits)
            || !ushort.TryParse(end[(colon + 1)..], NumberStyles.AllowHexSpecifier, null, out port))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[colon / 2];
        for (var at = 0; at < colon; at += WordDigits)
        {
            // Each word is in the machine's own order, as a number.
            if (!uint.TryParse(end.Slice(at, WordDigits), NumberStyles.AllowHexSpecifier, null, out var word))
            {
                return false;
            }

            MemoryMarshal.Write(bytes[(at / 2)..], word);
        }

        address = Number(new IPAddress(bytes));
        return true;
    }
}
