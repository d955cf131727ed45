using System.Net;
using System.Net.Sockets;

namespace Soquete.Tests.Streams.Connecting;

/// <summary>
/// A listener that answers nobody: its queue is full, so the kernel drops what asks to connect (listen(2)).
/// </summary>
internal sealed class BlackHole : IDisposable
{
    private readonly Socket _listener;
    private readonly List<Socket> _waiting = [];

    private BlackHole(IPAddress address, int port)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(0);
    }

    public IPEndPoint End => (IPEndPoint)_listener.LocalEndPoint!;

    public static async Task<BlackHole> OpenAsync(IPAddress address, int port = 0)
    {
        var hole = new BlackHole(address, port);
        while (await hole.TakesOneMoreAsync())
        {
            Assert.True(hole._waiting.Count < 10, "the queue does not fill");
        }

        return hole;
    }

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }

    private async Task<bool> TakesOneMoreAsync()
    {
        var socket = new Socket(End.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _waiting.Add(socket);

        // On the loopback a connection is there at once, or not before the first repetition of SYN a second later.
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        try
        {
            await socket.ConnectAsync(End, limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
