using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <summary>
/// What a socket is told about interfaces (netdevice(7)): by ioctl(2) with <c>struct ifreq</c>, which speaks of the
/// network namespace of the socket, whatever the thread's is.
/// </summary>
internal static class LinkRequest
{
    /// <summary>The size of <c>struct ifreq</c>.</summary>
    public const int Bytes = 40;

    /// <summary>IFNAMSIZ, with the NUL; what an interface's request is about comes behind it.</summary>
    public const int NameBytes = 16;

    private const int NameOfIndex = 0x8910;
    private const int Flags = 0x8913;
    private const int TransmissionUnit = 0x8921;
    private const int Hardware = 0x8927;
    private const int Index = 0x8933;
    private const int Up = 1;

    /// <summary>SIOCGIFINDEX: the number of an interface; ENODEV where there is none of that name.</summary>
    public static Errno IndexOf(SafeSocketHandle socket, string name, out int index) =>
        Ask(socket, Index, name, out index);

    /// <summary>SIOCGIFFLAGS: whether an interface is up; false too where there is none of that name.</summary>
    public static bool IsUp(SafeSocketHandle socket, string name) =>
        Ask(socket, Flags, name, out var flags) == Errno.None && (ShortOf(flags) & Up) != 0;

    /// <summary>SIOCGIFMTU: how much an interface takes at once, without the header of its link.</summary>
    public static Errno MtuOf(SafeSocketHandle socket, string name, out int bytes) =>
        Ask(socket, TransmissionUnit, name, out bytes);

    /// <summary>SIOCGIFHWADDR: the kind of an interface's hardware, such as ARPHRD_ETHER (linux/if_arp.h).</summary>
    public static Errno HardwareTypeOf(SafeSocketHandle socket, string name, out ushort type)
    {
        // The family of the struct sockaddr that its address comes in.
        var error = Ask(socket, Hardware, name, out var answer);
        type = ShortOf(answer);
        return error;
    }

    /// <summary>SIOCGIFNAME: an interface's name now; null where none has that number any more.</summary>
    public static string? NameOf(SafeSocketHandle socket, int index)
    {
        Span<byte> request = stackalloc byte[Bytes];
        request.Clear();
        MemoryMarshal.Write(request[NameBytes..], in index);
        if (LibC.ControlInterface(socket, NameOfIndex, request) < 0)
        {
            return null;
        }

        var name = request[..NameBytes];
        var end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    /// <summary>What has the first two bytes alone.</summary>
    private static ushort ShortOf(int answer) =>
        BitConverter.IsLittleEndian ? (ushort)answer : (ushort)(answer >>> 16);

    private static Errno Ask(SafeSocketHandle socket, nuint what, string name, out int answer)
    {
        answer = 0;
        Span<byte> request = stackalloc byte[Bytes];
        request.Clear();
        if (!Encoding.UTF8.TryGetBytes(name, request[..(NameBytes - 1)], out _))
        {
            return Errno.ENODEV;
        }

        var error = ErrnoText.Of(LibC.ControlInterface(socket, what, request));
        if (error == Errno.None)
        {
            answer = MemoryMarshal.Read<int>(request[NameBytes..]);
        }

        return error;
    }
}
