using Soquete.Interop;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>Reads the sockets of the network namespace that the calling thread is in. For one thread.</summary>
internal sealed class NamespaceReader(SocketTableOptions options, CancellationToken cancellationToken)
{
    private readonly byte[] _buffer = new byte[NetlinkSocket.ReceiveRoom];
    private readonly uint _tcpStates = TcpStateMask.Of(options.TcpStates);
    private uint _sequence;

    public List<SocketEntry> Sockets { get; } = [];

    public List<TableGap> Gaps { get; } = [];

    /// <summary>Reads all that the options ask for.</summary>
    /// <param name="networkNamespace">The namespace, by its number.</param>
    /// <returns>What a socket for the questions could not be opened for.</returns>
    public Errno Read(ulong networkNamespace)
    {
        var error = NetlinkSocket.Open(NetlinkSocket.Diagnostics, out var socket);
        if (error != Errno.None)
        {
            return error;
        }

        using (socket!)
        {
            ReadInternet(socket!, networkNamespace);
            ReadRaw(socket!, networkNamespace, isIpv6: false);
            ReadRaw(socket!, networkNamespace, isIpv6: true);
            ReadOthers(socket!, networkNamespace);
        }

        return Errno.None;
    }

    private void ReadInternet(NetlinkSocket socket, ulong networkNamespace)
    {
        if (Wants(SocketFamilies.Tcp))
        {
            Note(InternetDump.OfTcp(networkNamespace, options.TcpStatus, _tcpStates), socket);
        }

        if (Wants(SocketFamilies.Udp))
        {
            Note(InternetDump.Of(networkNamespace, SocketFamilies.Udp, isIpv6: false), socket);
            Note(InternetDump.Of(networkNamespace, SocketFamilies.Udp, isIpv6: true), socket);
        }
    }

    /// <summary>Many kernels are built without the diagnostics of raw sockets, and have their tables in /proc all the
    /// same.</summary>
    private void ReadRaw(NetlinkSocket socket, ulong networkNamespace, bool isIpv6)
    {
        if (!Wants(SocketFamilies.Raw))
        {
            return;
        }

        var dump = InternetDump.Of(networkNamespace, SocketFamilies.Raw, isIpv6);
        var error = Run(dump, socket);
        if (error == Errno.ENOENT && RawSocketFile.TryRead(isIpv6, networkNamespace, Sockets))
        {
            return;
        }

        NoteGap(dump, error);
    }

    private void ReadOthers(NetlinkSocket socket, ulong networkNamespace)
    {
        if (Wants(SocketFamilies.Unix))
        {
            Note(new UnixDump(networkNamespace), socket);
        }

        if (Wants(SocketFamilies.Packet))
        {
            Note(new PacketDump(networkNamespace), socket);
        }

        if (Wants(SocketFamilies.Netlink))
        {
            Note(new NetlinkDump(networkNamespace), socket);
        }

        if (Wants(SocketFamilies.Vsock) && HasVsock())
        {
            Note(new VsockDump(networkNamespace), socket);
        }
    }

    private bool Wants(SocketFamilies family) => (options.Families & family) != 0;

    /// <summary>A kernel that opens no such socket has none to tell of.</summary>
    private static bool HasVsock()
    {
        var error = NativeSocket.Open(VsockDiagnosticsView.Vsock, SocketKind.Stream, Protocol.Default, out var socket);
        NativeFile.Close(socket);
        return error != Errno.EAFNOSUPPORT;
    }

    private void Note(SocketDump dump, NetlinkSocket socket) => NoteGap(dump, Run(dump, socket));

    private Errno Run(SocketDump dump, NetlinkSocket socket) =>
        dump.Run(socket, _buffer, ref _sequence, Sockets, cancellationToken);

    private void NoteGap(SocketDump dump, Errno error)
    {
        if (error != Errno.None)
        {
            Gaps.Add(new TableGap(dump.What, error switch
            {
                // What the kernel's list of families has no entry for; EINVAL before Linux 6.11.
                Errno.ENOENT or Errno.EINVAL => $"the kernel does not tell of them ({dump.Requirement})",
                Errno.EINTR => "they changed whenever they were read: some may be missing, or here twice",
                _ => $"{ErrnoText.Describe(error)} ({ErrnoText.Name(error)})",
            }));
        }
    }
}
