using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// A socket between virtual machines: <c>struct vsock_diag_msg</c> (linux/vm_sockets_diag.h). Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
internal readonly ref struct VsockDiagnosticsView
{
    /// <summary>The size of the structure.</summary>
    public const int Length = 32;

    /// <summary>AF_VSOCK.</summary>
    public const byte Vsock = 40;

    private readonly ReadOnlySpan<byte> _bytes;

    private VsockDiagnosticsView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET.</summary>
    public byte Type => _bytes[1];

    /// <summary>One of TCP's states, as the kernel numbers them.</summary>
    public byte State => _bytes[2];

    public uint SourceContext => MemoryMarshal.Read<uint>(_bytes[4..]);

    public uint SourcePort => MemoryMarshal.Read<uint>(_bytes[8..]);

    public uint DestinationContext => MemoryMarshal.Read<uint>(_bytes[12..]);

    public uint DestinationPort => MemoryMarshal.Read<uint>(_bytes[16..]);

    public uint Inode => MemoryMarshal.Read<uint>(_bytes[20..]);

    public ulong Cookie => DiagnosticsCookie.Read(_bytes[24..]);

    /// <summary>Reads what a message of sock_diag(7) has behind its header.</summary>
    /// <returns>Whether there is a whole structure, of such a socket.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out VsockDiagnosticsView view)
    {
        var isWhole = payload.Length >= Length && payload[0] == Vsock;
        view = isWhole ? new VsockDiagnosticsView(payload) : default;
        return isWhole;
    }
}
