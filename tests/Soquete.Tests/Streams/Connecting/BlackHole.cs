using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Connecting;

/// <summary>
/// A listener that answers nobody: its queue is full, so the kernel drops what asks to connect (listen(2)).
/// </summary>
internal sealed class BlackHole : IDisposable
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;

    /// <summary>
    /// Where struct tcp_info has a listener's queue and its bound, which stand in for tcpi_unacked and tcpi_sacked
    /// (tcp_get_info, net/ipv4/tcp.c).
    /// </summary>
    private const int QueueOffset = 24;

    private readonly Socket _listener;
    private readonly List<Socket> _waiting = [];

    private BlackHole(IPAddress address, int port)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(0);
    }

    public IPEndPoint End => (IPEndPoint)_listener.LocalEndPoint!;

    private bool IsFull
    {
        get
        {
            var information = new byte[QueueOffset + (2 * sizeof(uint))];
            _listener.GetRawSocketOption(Tcp, TcpInfo, information);
            var queue = MemoryMarshal.Cast<byte, uint>(information.AsSpan(QueueOffset));
            return queue[0] > queue[1];
        }
    }

    public static async Task<BlackHole> OpenAsync(IPAddress address, int port = 0)
    {
        var hole = new BlackHole(address, port);
        while (!hole.IsFull)
        {
            Assert.True(hole._waiting.Count < 10, "the queue does not fill");
            var socket = new Socket(hole.End.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            hole._waiting.Add(socket);
            await socket.ConnectAsync(hole.End).Soon();
        }

        return hole;
    }

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
