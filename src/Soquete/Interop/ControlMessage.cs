using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>The kinds of control messages that are known here (cmsg(3), ip(7), ipv6(7), udp(7), unix(7)).</summary>
internal static class ControlKind
{
    public static readonly (int Level, int Type) Rights = (1, 1);
    public static readonly (int Level, int Type) Credentials = (1, 2);
    public static readonly (int Level, int Type) ProcessDescriptor = (1, 4);
    public static readonly (int Level, int Type) Timestamp = (1, 35);
    public static readonly (int Level, int Type) IpTos = (0, 1);
    public static readonly (int Level, int Type) IpTtl = (0, 2);
    public static readonly (int Level, int Type) IpPacketInfo = (0, 8);
    public static readonly (int Level, int Type) IpError = (0, 11);
    public static readonly (int Level, int Type) Ipv6Error = (41, 25);
    public static readonly (int Level, int Type) Ipv6PacketInfo = (41, 50);
    public static readonly (int Level, int Type) Ipv6HopLimit = (41, 52);
    public static readonly (int Level, int Type) Ipv6TrafficClass = (41, 67);
    public static readonly (int Level, int Type) UdpSegment = (17, 103);
    public static readonly (int Level, int Type) UdpGro = (17, 104);
}

/// <summary>One control message: its kind, and its data in the buffer that it came in.</summary>
internal readonly ref struct ControlMessage((int Level, int Type) kind, ReadOnlySpan<byte> data)
{
    /// <summary><c>struct cmsghdr</c>: a length that counts itself, a level, a type.</summary>
    public const int HeaderBytes = 16;

    private const int Alignment = 8;

    public (int Level, int Type) Kind { get; } = kind;

    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>How much room data of a length takes (<c>CMSG_SPACE</c>).</summary>
    public static int Space(int dataBytes) => HeaderBytes + ((dataBytes + Alignment - 1) & ~(Alignment - 1));

    /// <summary>The number that the data is; a byte for IP_TOS, else an int (ip(7)).</summary>
    public int ToNumber() => Data.Length >= sizeof(int) ? MemoryMarshal.Read<int>(Data)
        : Data.Length > 0 ? Data[0] : 0;

    /// <summary>Takes the first one off a buffer; false at its end, and where what is left is no message.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> control, out ControlMessage message)
    {
        message = default;
        if (control.Length < HeaderBytes)
        {
            return false;
        }

        var length = MemoryMarshal.Read<ulong>(control);
        if (length < HeaderBytes || length > (ulong)control.Length)
        {
            control = [];
            return false;
        }

        var kind = (MemoryMarshal.Read<int>(control[8..]), MemoryMarshal.Read<int>(control[12..]));
        var data = control[HeaderBytes..(int)length];
        message = new ControlMessage(kind, data);
        control = control[Math.Min(Space(data.Length), control.Length)..];
        return true;
    }

    /// <summary>Writes one at the start of a buffer.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Write(Span<byte> control, (int Level, int Type) kind, ReadOnlySpan<byte> data)
    {
        var space = Space(data.Length);
        control[..space].Clear();
        var length = (ulong)(HeaderBytes + data.Length);
        MemoryMarshal.Write(control, in length);
        MemoryMarshal.Write(control[8..], in kind.Level);
        MemoryMarshal.Write(control[12..], in kind.Type);
        data.CopyTo(control[HeaderBytes..]);
        return space;
    }
}
