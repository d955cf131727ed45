using System.Net.Sockets;
using Soquete.Interop;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Packet sockets.</summary>
internal sealed class PacketDump(ulong networkNamespace) : SocketDump(networkNamespace)
{
    // SOCK_PACKET, which the base libraries have no name for (packet(7)).
    private const int OldPacketType = 10;

    private readonly Dictionary<uint, string?> _interfaces = new() { [0] = null };

    public override string What => "packet sockets";

    public override string Requirement => "CONFIG_PACKET_DIAG";

    protected override int WriteRequest(Span<byte> destination, uint sequence) =>
        DiagnosticsRequest.Packet(destination, sequence);

    protected override SocketEntry? Read(ReadOnlySpan<byte> payload)
    {
        if (!PacketDiagnosticsView.TryRead(payload, out var view))
        {
            return null;
        }

        var memory = MemoryOf(view.MemoryBytes);
        return new PacketSocketEntry
        {
            NetworkNamespace = NetworkNamespace,
            Inode = view.Inode,
            Cookie = view.Cookie,
            Type = view.Type == OldPacketType ? SocketType.Raw : (SocketType)view.Type,
            State = SocketState.Unconnected,
            ReceiveQueue = memory?.ReceiveBytes ?? 0,
            SendQueue = memory?.SendBytes ?? 0,
            UserId = view.UserId,
            Memory = memory,
            InterfaceIndex = (int)view.InterfaceIndex,
            Interface = InterfaceOf(view.InterfaceIndex),
            Protocol = view.Protocol,
        };
    }

    private string? InterfaceOf(uint index)
    {
        if (!_interfaces.TryGetValue(index, out var name))
        {
            _interfaces[index] = name = Interfaces.NameOf(index);
        }

        return name;
    }
}
