using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// A message as it lies in what was received (netlink(7)). Numbers are in the machine's own order. Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
internal readonly ref struct NetlinkView
{
    /// <summary>The size of <c>struct nlmsghdr</c>.</summary>
    public const int HeaderLength = 16;

    /// <summary>NLMSG_ALIGNTO: where the next message begins.</summary>
    public const int Alignment = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private NetlinkView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How long it is, its header included, without what pads it.</summary>
    public int Length => _bytes.Length;

    /// <summary>What it is (<see cref="NetlinkType"/>).</summary>
    public ushort Type => MemoryMarshal.Read<ushort>(_bytes[4..]);

    public NetlinkFlags Flags => (NetlinkFlags)MemoryMarshal.Read<ushort>(_bytes[6..]);

    /// <summary>The number of the request that it answers; 0 where it answers none.</summary>
    public uint Sequence => MemoryMarshal.Read<uint>(_bytes[8..]);

    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>
    /// The error of NLMSG_ERROR and NLMSG_DONE, as errno(3) counts; 0 for none, and for messages without one.
    /// </summary>
    public int Error => Type is NetlinkType.Error or NetlinkType.Done && Payload.Length >= sizeof(int)
        && MemoryMarshal.Read<int>(Payload) is < 0 and > int.MinValue and var error ? -error : 0;

    /// <summary>Looks at bytes as a message.</summary>
    /// <param name="bytes">From its first byte on; what follows it is left out.</param>
    /// <param name="view">The view.</param>
    /// <returns>Whether there is a message of the length that it states.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out NetlinkView view)
    {
        view = default;
        if (bytes.Length < HeaderLength)
        {
            return false;
        }

        var length = MemoryMarshal.Read<uint>(bytes);
        if (length < HeaderLength || length > (uint)bytes.Length)
        {
            return false;
        }

        view = new NetlinkView(bytes[..(int)length]);
        return true;
    }

    /// <summary>A length with what pads it.</summary>
    public static int Padded(int length) => (length + Alignment - 1) & ~(Alignment - 1);
}
