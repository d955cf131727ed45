using System.Net.Sockets;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Sockets between virtual machines and their host.</summary>
internal sealed class VsockDump(ulong networkNamespace) : SocketDump(networkNamespace)
{
    public override string What => "vsock sockets";

    public override string Requirement => "CONFIG_VSOCKETS_DIAG";

    protected override int WriteRequest(Span<byte> destination, uint sequence) =>
        DiagnosticsRequest.Vsock(destination, sequence);

    protected override SocketEntry? Read(ReadOnlySpan<byte> payload) =>
        !VsockDiagnosticsView.TryRead(payload, out var view) ? null : new VsockSocketEntry
        {
            NetworkNamespace = NetworkNamespace,
            Inode = view.Inode,
            Cookie = view.Cookie,
            Type = (SocketType)view.Type,
            State = InternetSocketReader.StateOf(view.State),
            Local = (view.SourceContext, view.SourcePort),
            Remote = (view.DestinationContext, view.DestinationPort),
        };
}
