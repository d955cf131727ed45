using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>
/// A socket of TCP, UDP or a raw one: <c>struct inet_diag_msg</c> and its attributes (linux/inet_diag.h). Only a view
/// that <see cref="TryRead"/> gave may be asked.
/// </summary>
internal readonly ref struct InternetDiagnosticsView
{
    /// <summary>The size of the structure.</summary>
    public const int Length = 72;

    /// <summary>AF_INET.</summary>
    public const byte Ipv4 = 2;

    /// <summary>AF_INET6.</summary>
    public const byte Ipv6 = 10;

    private const int Ipv4Bytes = 4;
    private const int Ipv6Bytes = 16;

    // INET_ULP_INFO_NAME.
    private const int NameAttribute = 1;

    private readonly ReadOnlySpan<byte> _bytes;

    private InternetDiagnosticsView(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        var attributes = new NetlinkAttributes(bytes[Length..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case InternetDiagnosticsAttribute.Info:
                    InfoBytes = attributes.Data;
                    break;
                case InternetDiagnosticsAttribute.Congestion:
                    CongestionBytes = attributes.Data;
                    break;
                case InternetDiagnosticsAttribute.SocketMemory:
                    MemoryBytes = attributes.Data;
                    break;
                case InternetDiagnosticsAttribute.Protocol:
                    Protocol = attributes.Byte;
                    break;
                case InternetDiagnosticsAttribute.Ipv6Only:
                    IsIpv6Only = attributes.Byte != 0;
                    break;
                case InternetDiagnosticsAttribute.Mark:
                    Mark = attributes.Number;
                    break;
                case InternetDiagnosticsAttribute.Above:
                    IsSubflow = IsMultipath(attributes.Data);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>AF_INET or AF_INET6.</summary>
    public byte Family => _bytes[0];

    /// <summary>One of TCP's states, as the kernel numbers them.</summary>
    public byte State => _bytes[1];

    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>What it is bound to: four bytes of IPv4, 16 of IPv6.</summary>
    public ReadOnlySpan<byte> SourceBytes => _bytes.Slice(8, AddressLength);

    /// <summary>What it is connected to.</summary>
    public ReadOnlySpan<byte> DestinationBytes => _bytes.Slice(24, AddressLength);

    public uint InterfaceIndex => MemoryMarshal.Read<uint>(_bytes[40..]);

    public ulong Cookie => DiagnosticsCookie.Read(_bytes[44..]);

    public uint ReceiveQueue => MemoryMarshal.Read<uint>(_bytes[56..]);

    public uint SendQueue => MemoryMarshal.Read<uint>(_bytes[60..]);

    public uint UserId => MemoryMarshal.Read<uint>(_bytes[64..]);

    public uint Inode => MemoryMarshal.Read<uint>(_bytes[68..]);

    /// <summary>TCP_INFO; empty where it was not asked for or there is none.</summary>
    public ReadOnlySpan<byte> InfoBytes { get; }

    /// <summary>The name of the algorithm that keeps from congestion, with the NUL behind it; empty for none.</summary>
    public ReadOnlySpan<byte> CongestionBytes { get; }

    /// <summary>Buffers; empty where they are not told.</summary>
    public ReadOnlySpan<byte> MemoryBytes { get; }

    /// <summary>The protocol, where it is told: with closings, and of raw sockets.</summary>
    public byte Protocol { get; }

    /// <summary>IPV6_V6ONLY.</summary>
    public bool IsIpv6Only { get; }

    /// <summary>SO_MARK; 0 for none, or one that is not told.</summary>
    public uint Mark { get; }

    /// <summary>Whether it is a connection of TCP, or a listener, that a socket of MPTCP is made of.</summary>
    public bool IsSubflow { get; }

    private int AddressLength => Family == Ipv6 ? Ipv6Bytes : Ipv4Bytes;

    /// <summary>Reads what a message of sock_diag(7) has behind its header.</summary>
    /// <returns>Whether there is a whole structure, of IPv4 or IPv6.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out InternetDiagnosticsView view)
    {
        var isWhole = payload.Length >= Length && payload[0] is Ipv4 or Ipv6;
        view = isWhole ? new InternetDiagnosticsView(payload) : default;
        return isWhole;
    }

    private static bool IsMultipath(ReadOnlySpan<byte> above)
    {
        var attributes = new NetlinkAttributes(above);
        while (attributes.MoveNext())
        {
            if (attributes.Type == NameAttribute)
            {
                return attributes.Data.StartsWith("mptcp\0"u8);
            }
        }

        return false;
    }
}
