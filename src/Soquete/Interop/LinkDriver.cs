using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <summary>
/// What kind of device an interface is: ETHTOOL_GDRVINFO (linux/ethtool.h), in the socket's namespace.
/// </summary>
internal static class LinkDriver
{
    private const nuint EthernetTool = 0x8946;
    private const uint GetDriver = 3;

    // struct ethtool_drvinfo: the command, the driver's name, and more that is not looked at.
    private const int DriverOffset = 4;
    private const int DriverBytes = 32;
    private const int InformationBytes = 196;

    /// <summary>The driver's name, such as <c>veth</c>; null where the interface has none.</summary>
    public static string? NameOf(SafeSocketHandle socket, string device)
    {
        Span<byte> request = stackalloc byte[LinkRequest.Bytes];
        Span<byte> information = stackalloc byte[InformationBytes];
        request.Clear();
        information.Clear();
        MemoryMarshal.Write(information, GetDriver);
        if (!Encoding.UTF8.TryGetBytes(device, request[..(LinkRequest.NameBytes - 1)], out _))
        {
            return null;
        }

        int result;

        // SAFETY: the request points at what is on this stack while the call runs; the kernel writes no more than the
        // structure's size there.
        unsafe
        {
            fixed (byte* address = information)
            {
                MemoryMarshal.Write(request[LinkRequest.NameBytes..], (nint)address);
                result = LibC.ControlInterface(socket, EthernetTool, request);
            }
        }

        var name = information.Slice(DriverOffset, DriverBytes);
        var end = name.IndexOf((byte)0);
        return result < 0 || end <= 0 ? null : Encoding.UTF8.GetString(name[..end]);
    }
}
