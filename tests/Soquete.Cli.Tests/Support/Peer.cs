using System.Net;
using System.Net.Sockets;

namespace Soquete.Cli.Tests.Support;

/// <summary>The other end of a connection, in the hands of the test.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Socket _socket;

    private Peer(Socket socket) => _socket = socket;

    public static Socket ListenOnLoopback(out string address)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        address = $"tcp:{listener.LocalEndPoint}";
        return listener;
    }

    public static async Task<Peer> AcceptAsync(Socket listener)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        return new Peer(await listener.AcceptAsync(limit.Token));
    }

    /// <summary>Connects to where a line of <c>listen</c> says that it listens.</summary>
    public static async Task<Peer> ConnectAsync(string listeningLine)
    {
        var address = listeningLine[(listeningLine.LastIndexOf(' ') + 1)..];
        EndPoint end = address.StartsWith("unix:", StringComparison.Ordinal)
            ? new UnixDomainSocketEndPoint(address["unix:".Length..].Replace('@', '\0'))
            : IPEndPoint.Parse(address["tcp:".Length..]);
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        using var limit = new CancellationTokenSource(Limits.Event);
        await socket.ConnectAsync(end, limit.Token);
        return new Peer(socket);
    }

    public async Task SendAsync(string text) => await SendAsync(System.Text.Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        using var limit = new CancellationTokenSource(Limits.Transfer);
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent), limit.Token);
        }
    }

    public void CompleteSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Receives exactly this many bytes as text.</summary>
    public async Task<string> ReceiveAsync(int count)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        var buffer = new byte[count];
        for (var received = 0; received < count;)
        {
            var more = await _socket.ReceiveAsync(buffer.AsMemory(received), limit.Token);
            Assert.True(more > 0, $"the other end ended after {received} of {count} bytes");
            received += more;
        }

        return System.Text.Encoding.UTF8.GetString(buffer);
    }

    /// <summary>Receives until the other end has ended its sending.</summary>
    public async Task<byte[]> ReceiveAllAsync()
    {
        using var limit = new CancellationTokenSource(Limits.Transfer);
        using var all = new MemoryStream();
        var buffer = new byte[65536];
        int count;
        while ((count = await _socket.ReceiveAsync(buffer, limit.Token)) > 0)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    /// <summary>Closes with a reset (SO_LINGER with no time, socket(7)).</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}
