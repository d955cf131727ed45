using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// A packet socket: <c>struct packet_diag_msg</c> and its attributes (linux/packet_diag.h). Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
internal readonly ref struct PacketDiagnosticsView
{
    /// <summary>The size of the structure.</summary>
    public const int Length = 16;

    /// <summary>AF_PACKET.</summary>
    public const byte Packet = 17;

    // PACKET_DIAG_*.
    private const int InfoAttribute = 0;
    private const int UserAttribute = 5;
    private const int MemoryAttribute = 6;

    private readonly ReadOnlySpan<byte> _bytes;

    private PacketDiagnosticsView(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        var attributes = new NetlinkAttributes(bytes[Length..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case InfoAttribute:
                    InterfaceIndex = attributes.Number;
                    break;
                case UserAttribute when attributes.Data.Length >= sizeof(uint):
                    UserId = attributes.Number;
                    break;
                case MemoryAttribute:
                    MemoryBytes = attributes.Data;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>SOCK_RAW, SOCK_DGRAM or the old SOCK_PACKET.</summary>
    public byte Type => _bytes[1];

    /// <summary>The protocol of the link, such as 0x0800.</summary>
    public ushort Protocol => MemoryMarshal.Read<ushort>(_bytes[2..]);

    public uint Inode => MemoryMarshal.Read<uint>(_bytes[4..]);

    public ulong Cookie => DiagnosticsCookie.Read(_bytes[8..]);

    /// <summary>The interface; 0 for all of them.</summary>
    public uint InterfaceIndex { get; }

    /// <summary>Whose it is; null where the kernel does not say.</summary>
    public uint? UserId { get; }

    /// <summary>Buffers; empty where they are not told.</summary>
    public ReadOnlySpan<byte> MemoryBytes { get; }

    /// <summary>Reads what a message of sock_diag(7) has behind its header.</summary>
    /// <returns>Whether there is a whole structure, of a packet socket.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out PacketDiagnosticsView view)
    {
        var isWhole = payload.Length >= Length && payload[0] == Packet;
        view = isWhole ? new PacketDiagnosticsView(payload) : default;
        return isWhole;
    }
}
