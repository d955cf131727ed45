using System.Net.Sockets;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Sockets of the unix domain.</summary>
internal sealed class UnixDump(ulong networkNamespace) : SocketDump(networkNamespace)
{
    private readonly UnixNames _names = new();

    public override string What => "sockets of the unix domain";

    public override string Requirement => "CONFIG_UNIX_DIAG";

    protected override int WriteRequest(Span<byte> destination, uint sequence) =>
        DiagnosticsRequest.Unix(destination, sequence);

    protected override SocketEntry? Read(ReadOnlySpan<byte> payload) =>
        !UnixDiagnosticsView.TryRead(payload, out var view) ? null : new UnixSocketEntry
        {
            NetworkNamespace = NetworkNamespace,
            Inode = view.Inode,
            Cookie = view.Cookie,
            Type = (SocketType)view.Type,
            State = InternetSocketReader.StateOf(view.State),
            ReceiveQueue = view.ReceiveQueue,
            SendQueue = view.SendQueue,
            UserId = view.UserId,
            Memory = MemoryOf(view.MemoryBytes),
            Name = _names.Of(view.NameBytes),
            PeerInode = view.PeerInode,
            Waiting = WaitingOf(view),
            FileInode = view.FileInode,
            FileDevice = view.FileDevice,
            IsShutForReceiving = view.IsShutForReceiving,
            IsShutForSending = view.IsShutForSending,
        };

    private static uint[] WaitingOf(in UnixDiagnosticsView view)
    {
        var waiting = view.WaitingCount == 0 ? [] : new uint[view.WaitingCount];
        for (var i = 0; i < waiting.Length; i++)
        {
            waiting[i] = view.WaitingInode(i);
        }

        return waiting;
    }
}
