using System.Runtime.CompilerServices;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>
/// Sockets of TCP and UDP of the network namespace that the caller is in, as the kernel closes them (the destroy groups
/// of sock_diag(7)).
/// </summary>
/// <remarks>It takes no authority. For one reader at a time.</remarks>
public sealed class SocketClosings : IDisposable
{
    /// <summary>SKNLGRP_INET_TCP_DESTROY, _UDP_DESTROY and the same of IPv6.</summary>
    private const uint Groups = 0b1111;

    /// <summary>How much may wait to be read: some 6,500 closings.</summary>
    private const int QueueBytes = 4 << 20;

    private readonly NetlinkSocket _socket;
    private readonly SocketWatch _watch;
    private readonly InternetSocketReader _tcp;
    private readonly InternetSocketReader _udp;
    private readonly byte[] _buffer = new byte[NetlinkSocket.ReceiveRoom];
    private long _overruns;

    private SocketClosings(NetlinkSocket socket, ulong networkNamespace)
    {
        _socket = socket;
        _watch = Engine.Default.Watch(socket.Handle);
        _tcp = new InternetSocketReader(SocketFamilies.Tcp, networkNamespace);
        _udp = new InternetSocketReader(SocketFamilies.Udp, networkNamespace);
    }

    /// <summary>
    /// How often the kernel told that it had more to say than fitted the queue: closings were missed.
    /// </summary>
    public long Overruns => Interlocked.Read(ref _overruns);

    /// <summary>Begins to hear of them.</summary>
    /// <exception cref="SoqueteException">The kernel tells nobody (CONFIG_INET_DIAG).</exception>
    public static SocketClosings Open() => Open(QueueBytes);

    /// <summary>The sockets, each as it was at its end, until cancelled.</summary>
    /// <remarks>
    /// They have the cookie that tables know them by, and neither an inode nor a user any more. <see
    /// cref="InternetSocketEntry.Tcp"/> says how the connection fared in the end.
    /// </remarks>
    /// <param name="cancellationToken">Ends it, with the exception that says so. Disposing ends it without one.</param>
    /// <exception cref="SoqueteException">Receiving failed.</exception>
    public async IAsyncEnumerable<InternetSocketEntry> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } closed)
        {
            yield return closed;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.Dispose();
        _socket.Dispose();
    }

    /// <param name="queueBytes">How much may wait to be read, as the kernel charges it.</param>
    internal static SocketClosings Open(int queueBytes)
    {
        Failure.ThrowIf(NetlinkSocket.Open(NetlinkSocket.Diagnostics, out var socket), "socket", address: null);
        try
        {
            // More than net.core.rmem_max takes CAP_NET_ADMIN.
            if (NativeSocket.SetOption(socket!.Handle, SocketOption.SoRcvBufForce, queueBytes) != Errno.None)
            {
                NativeSocket.SetOption(socket.Handle, SocketOption.SoRcvBuf, queueBytes);
            }

            Failure.ThrowIf(socket.Join(Groups), "bind", address: null);
            NativeNamespace.Current(out var networkNamespace);
            return new SocketClosings(socket, networkNamespace.Inode);
        }
        catch
        {
            socket!.Dispose();
            throw;
        }
    }

    /// <returns>Null once it is disposed.</returns>
    private async ValueTask<InternetSocketEntry?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var error = TryReceive(out var count);
            if (error == Errno.EAGAIN)
            {
                error = await _watch.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (error == Errno.ENOBUFS)
            {
                Interlocked.Increment(ref _overruns);
                continue;
            }
            else if (error == Errno.None && Read(_buffer.AsSpan(0, count)) is { } closed)
            {
                return closed;
            }

            if (error == Errno.ECANCELED)
            {
                return null;
            }

            Failure.ThrowIf(error, "recv", address: null);
        }
    }

    private Errno TryReceive(out int count)
    {
        try
        {
            return _socket.Receive(_buffer, out count);
        }
        catch (ObjectDisposedException)
        {
            // Disposed between two waits, where waiting would have told.
            count = 0;
            return Errno.ECANCELED;
        }
    }

    /// <summary>Each notice is a datagram of its own.</summary>
    private InternetSocketEntry? Read(ReadOnlySpan<byte> notice)
    {
        if (!NetlinkView.TryRead(notice, out var message) || message.Type != NetlinkType.Diagnostics
            || !InternetDiagnosticsView.TryRead(message.Payload, out var view))
        {
            return null;
        }

        return view.Protocol switch
        {
            Protocol.Tcp => _tcp.ReadClosed(view),
            Protocol.Udp => _udp.ReadClosed(view),
            _ => null,
        };
    }
}
