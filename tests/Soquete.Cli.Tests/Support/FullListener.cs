using System.Net;
using System.Net.Sockets;

namespace Soquete.Cli.Tests.Support;

/// <summary>
/// A TCP listener whose queue is full: the kernel drops further SYNs, so that connecting hangs (listen(2)).
/// </summary>
internal sealed class FullListener : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public static FullListener Create(out string address)
    {
        var full = new FullListener();
        full._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full._listener.Listen(0);
        for (var i = 0; i < 3; i++)
        {
            var waiting = new Socket(
                AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            full._waiting.Add(waiting);
            try
            {
                waiting.Connect(full._listener.LocalEndPoint!);
            }
            catch (SocketException pending) when (
                pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // It connects, or hangs, by itself.
            }
        }

        // The first one is in the queue for certain: from here on the queue is full.
        Assert.True(full._waiting[0].Poll(Limits.Event, SelectMode.SelectWrite));
        address = $"tcp:{full._listener.LocalEndPoint}";
        return full;
    }

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
