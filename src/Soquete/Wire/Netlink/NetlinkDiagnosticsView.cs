using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// A socket of netlink: <c>struct netlink_diag_msg</c> and its attributes (linux/netlink_diag.h). Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
internal readonly ref struct NetlinkDiagnosticsView
{
    /// <summary>The size of the structure.</summary>
    public const int Length = 28;

    /// <summary>AF_NETLINK.</summary>
    public const byte Netlink = 16;

    // NETLINK_DIAG_MEMINFO.
    private const int MemoryAttribute = 0;

    private readonly ReadOnlySpan<byte> _bytes;

    private NetlinkDiagnosticsView(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        var attributes = new NetlinkAttributes(bytes[Length..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == MemoryAttribute)
            {
                MemoryBytes = attributes.Data;
            }
        }
    }

    /// <summary>SOCK_RAW or SOCK_DGRAM, which are the same here.</summary>
    public byte Type => _bytes[1];

    public byte Protocol => _bytes[2];

    /// <summary>NETLINK_UNCONNECTED (0) or NETLINK_CONNECTED (1).</summary>
    public byte State => _bytes[3];

    public uint PortId => MemoryMarshal.Read<uint>(_bytes[4..]);

    public uint Inode => MemoryMarshal.Read<uint>(_bytes[16..]);

    public ulong Cookie => DiagnosticsCookie.Read(_bytes[20..]);

    /// <summary>Buffers; empty where they are not told.</summary>
    public ReadOnlySpan<byte> MemoryBytes { get; }

    /// <summary>Reads what a message of sock_diag(7) has behind its header.</summary>
    /// <returns>Whether there is a whole structure, of a socket of netlink.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out NetlinkDiagnosticsView view)
    {
        var isWhole = payload.Length >= Length && payload[0] == Netlink;
        view = isWhole ? new NetlinkDiagnosticsView(payload) : default;
        return isWhole;
    }
}
