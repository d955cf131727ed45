using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// A socket of the unix domain: <c>struct unix_diag_msg</c> and its attributes (linux/unix_diag.h). Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
internal readonly ref struct UnixDiagnosticsView
{
    /// <summary>The size of the structure.</summary>
    public const int Length = 16;

    /// <summary>AF_UNIX.</summary>
    public const byte Unix = 1;

    // UNIX_DIAG_*.
    private const int NameAttribute = 0;
    private const int FileAttribute = 1;
    private const int PeerAttribute = 2;
    private const int WaitingAttribute = 3;
    private const int QueuesAttribute = 4;
    private const int MemoryAttribute = 5;
    private const int ShutdownAttribute = 6;
    private const int UserAttribute = 7;

    private const int ReceiveShut = 1;
    private const int SendShut = 2;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<byte> _file;
    private readonly ReadOnlySpan<byte> _waiting;
    private readonly ReadOnlySpan<byte> _queues;
    private readonly byte _shutdown;

    private UnixDiagnosticsView(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        var attributes = new NetlinkAttributes(bytes[Length..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case NameAttribute:
                    NameBytes = attributes.Data;
                    break;
                case FileAttribute:
                    _file = attributes.Data;
                    break;
                case PeerAttribute:
                    PeerInode = attributes.Number;
                    break;
                case WaitingAttribute:
                    _waiting = attributes.Data;
                    break;
                case QueuesAttribute:
                    _queues = attributes.Data;
                    break;
                case MemoryAttribute:
                    MemoryBytes = attributes.Data;
                    break;
                case ShutdownAttribute:
                    _shutdown = attributes.Byte;
                    break;
                case UserAttribute when attributes.Data.Length >= sizeof(uint):
                    UserId = attributes.Number;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET.</summary>
    public byte Type => _bytes[1];

    /// <summary>One of TCP's states, as the kernel numbers them.</summary>
    public byte State => _bytes[2];

    public uint Inode => MemoryMarshal.Read<uint>(_bytes[4..]);

    public ulong Cookie => DiagnosticsCookie.Read(_bytes[8..]);

    /// <summary>
    /// What it is bound to: a path, which a NUL ends, or a NUL and an abstract name, of which any byte may be a NUL;
    /// empty for nothing.
    /// </summary>
    public ReadOnlySpan<byte> NameBytes { get; }

    /// <summary>The inode of its file; 0 for none.</summary>
    public uint FileInode => NumberAt(_file, 0);

    /// <summary>The device of its file, as <c>major &lt;&lt; 20 | minor</c>.</summary>
    public uint FileDevice => NumberAt(_file, 1);

    /// <summary>The inode of the socket that it is connected to; 0 for none, or one without a number.</summary>
    public uint PeerInode { get; }

    /// <summary>How many sockets wait to be accepted.</summary>
    public int WaitingCount => _waiting.Length / sizeof(uint);

    public uint ReceiveQueue => NumberAt(_queues, 0);

    public uint SendQueue => NumberAt(_queues, 1);

    /// <summary>Buffers; empty where they are not told.</summary>
    public ReadOnlySpan<byte> MemoryBytes { get; }

    public bool IsShutForReceiving => (_shutdown & ReceiveShut) != 0;

    public bool IsShutForSending => (_shutdown & SendShut) != 0;

    /// <summary>Whose it is; null where the kernel does not say (before Linux 5.3).</summary>
    public uint? UserId { get; }

    /// <summary>The inode of one of the sockets that wait; 0 for one that is gone.</summary>
    public uint WaitingInode(int index) => NumberAt(_waiting, index);

    /// <summary>Reads what a message of sock_diag(7) has behind its header.</summary>
    /// <returns>Whether there is a whole structure, of the unix domain.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out UnixDiagnosticsView view)
    {
        var isWhole = payload.Length >= Length && payload[0] == Unix;
        view = isWhole ? new UnixDiagnosticsView(payload) : default;
        return isWhole;
    }

    private static uint NumberAt(ReadOnlySpan<byte> numbers, int index) =>
        numbers.Length < (index + 1) * sizeof(uint) ? 0 : MemoryMarshal.Read<uint>(numbers[(index * sizeof(uint))..]);
}
