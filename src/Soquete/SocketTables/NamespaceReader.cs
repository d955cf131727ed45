using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>Reads the sockets of the network namespace that the calling thread is in. For one thread.</summary>
internal sealed class NamespaceReader(SocketTableOptions options, CancellationToken cancellationToken)
{
    private const SocketFamilies WithAddresses = SocketFamilies.Tcp | SocketFamilies.Mptcp | SocketFamilies.Udp;

    private readonly byte[] _buffer = new byte[NetlinkSocket.ReceiveRoom];
    private readonly uint _tcpStates = TcpStateMask.Of(options.TcpStates);
    private uint _sequence;

    public List<SocketEntry> Sockets { get; } = [];

    /// <summary>What the interfaces have, where sockets that are bound to such are asked for.</summary>
    public List<LocalAddress> Addresses { get; } = [];

    public List<TableGap> Gaps { get; } = [];

    /// <summary>The inodes of the sockets that were opened for the questions.</summary>
    public HashSet<uint> Own { get; } = [];

    /// <summary>Reads all that the options ask for.</summary>
    /// <param name="networkNamespace">The namespace, by its number.</param>
    /// <returns>What a socket for the questions could not be opened for.</returns>
    public Errno Read(ulong networkNamespace)
    {
        if (Wants(WithAddresses))
        {
            ReadAddresses(networkNamespace);
        }

        var error = Open(NetlinkSocket.Diagnostics, out var socket);
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

    /// <summary>Takes what was read elsewhere.</summary>
    public void Add(SocketTable table)
    {
        Sockets.AddRange(table.Sockets);
        Addresses.AddRange(table.Addresses);
        Gaps.AddRange(table.Gaps);
        Own.UnionWith(table.Own);
    }

    private Errno Open(int protocol, out NetlinkSocket? socket)
    {
        var error = NetlinkSocket.Open(protocol, out socket);
        if (error == Errno.None && NativePath.Identify(socket!.Handle, out var identity) == Errno.None)
        {
            Own.Add((uint)identity.Inode);
        }

        return error;
    }

    private void ReadAddresses(ulong networkNamespace)
    {
        var dump = new AddressDump(networkNamespace);
        var error = Open(NetlinkSocket.Route, out var socket);
        using (socket)
        {
            NoteGap(dump, error != Errno.None
                ? error
                : dump.Run(socket!, _buffer, ref _sequence, Addresses, cancellationToken));
        }
    }

    private void ReadInternet(NetlinkSocket socket, ulong networkNamespace)
    {
        // The question about MPTCP takes the kernel longer than all others together, and hardly anybody uses it.
        var isMultipath = Wants(SocketFamilies.Mptcp);
        if (Wants(SocketFamilies.Tcp))
        {
            var tcp = InternetDump.OfTcp(networkNamespace, options.TcpStatus, _tcpStates);
            Note(tcp, socket);
            isMultipath &= tcp.HasSubflows;
        }

        if (isMultipath)
        {
            Note(InternetDump.OfMultipath(networkNamespace, isIpv6: false, _tcpStates), socket);
            Note(InternetDump.OfMultipath(networkNamespace, isIpv6: true, _tcpStates), socket);
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
            Note(new NetlinkDump(networkNamespace, Own), socket);
        }

        if (Wants(SocketFamilies.Vsock))
        {
            ReadVsock(new VsockDump(networkNamespace), socket);
        }
    }

    /// <summary>
    /// Hardly any machine has such sockets, so that a kernel without diagnostics of them is remarkable to who asked for
    /// them alone. Others hear of the descriptors that are of no known socket.
    /// </summary>
    private void ReadVsock(VsockDump dump, NetlinkSocket socket)
    {
        var error = Run(dump, socket);
        if (!IsUnknown(error) || options.Families != SocketFamilies.All)
        {
            NoteGap(dump, error);
        }
    }

    private bool Wants(SocketFamilies family) => (options.Families & family) != 0;

    /// <summary>What the kernel's list of families has no entry for; EINVAL before Linux 6.11.</summary>
    private static bool IsUnknown(Errno error) => error is Errno.ENOENT or Errno.EINVAL;

    private void Note(SocketDump dump, NetlinkSocket socket) => NoteGap(dump, Run(dump, socket));

    private Errno Run(SocketDump dump, NetlinkSocket socket) =>
        dump.Run(socket, _buffer, ref _sequence, Sockets, cancellationToken);

    private void NoteGap<T>(TableDump<T> dump, Errno error)
        where T : class
    {
        if (error != Errno.None)
        {
            Gaps.Add(new TableGap(dump.What, error switch
            {
                _ when IsUnknown(error) => $"the kernel does not tell of them ({dump.Requirement})",
                Errno.EINTR => "they changed whenever they were read: some may be missing, or here twice",
                _ => $"{ErrnoText.Describe(error)} ({ErrnoText.Name(error)})",
            }));
        }
    }
}
