using System.Net.Sockets;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Sockets of netlink, the kernel's own among them, without those that ask.</summary>
/// <param name="networkNamespace">The namespace that is asked.</param>
/// <param name="own">The inodes of the sockets that the reading itself opens.</param>
internal sealed class NetlinkDump(ulong networkNamespace, HashSet<uint> own) : SocketDump(networkNamespace)
{
    // NETLINK_CONNECTED.
    private const byte Connected = 1;

    private readonly HashSet<ulong> _seen = [];

    public override string What => "sockets of netlink";

    public override string Requirement => "CONFIG_NETLINK_DIAG";

    protected override int WriteRequest(Span<byte> destination, uint sequence)
    {
        _seen.Clear();
        return DiagnosticsRequest.Netlink(destination, sequence);
    }

    protected override SocketEntry? Read(ReadOnlySpan<byte> payload)
    {
        // The kernel tells of those that have joined a group a second time, with the others of the group.
        if (!NetlinkDiagnosticsView.TryRead(payload, out var view) || own.Contains(view.Inode)
            || !_seen.Add(view.Cookie))
        {
            return null;
        }

        var memory = MemoryOf(view.MemoryBytes);
        return new NetlinkSocketEntry
        {
            NetworkNamespace = NetworkNamespace,
            Inode = view.Inode,
            Cookie = view.Cookie,
            Type = (SocketType)view.Type,
            State = view.State == Connected ? SocketState.Established : SocketState.Unconnected,
            ReceiveQueue = memory?.ReceiveBytes ?? 0,
            SendQueue = memory?.SendBytes ?? 0,
            Memory = memory,
            Protocol = view.Protocol,
            PortId = view.PortId,
        };
    }
}
