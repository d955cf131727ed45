using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Packet sockets.</content>
internal static partial class NativeSocket
{
    /// <summary>
    /// PACKET_STATISTICS, which begins to count anew with each call. Not reported, as counts are not.
    /// </summary>
    public static Errno TakePacketCounts(SafeSocketHandle socket, out PacketCounts counts)
    {
        counts = default;
        var option = PacketOption.Statistics;
        var length = PacketCounts.Size;
        return ErrnoText.Of(LibC.GetSocketOption(
            socket, option.Level, option.Name, MemoryMarshal.AsBytes(new Span<PacketCounts>(ref counts)), ref length));
    }

    /// <summary>SO_ERROR, which the kernel forgets by that. Not reported, as counts are not.</summary>
    public static Errno TakeError(SafeSocketHandle socket)
    {
        var option = SocketOption.SoError;
        var value = 0;
        var bytes = MemoryMarshal.AsBytes(new Span<int>(ref value));
        var length = bytes.Length;
        var error = ErrnoText.Of(LibC.GetSocketOption(socket, option.Level, option.Name, bytes, ref length));
        return error == Errno.None ? (Errno)value : error;
    }
}
