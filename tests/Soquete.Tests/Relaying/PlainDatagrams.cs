using System.Net;
using System.Net.Sockets;
using System.Text;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>A datagram socket of the runtime's own, which shares no code with Soquete.</summary>
internal sealed class PlainDatagrams : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly EndPoint _any;

    private PlainDatagrams(Socket socket, EndPoint any)
    {
        Socket = socket;
        _any = any;
    }

    public Socket Socket { get; }

    public int Port => ((IPEndPoint)Socket.LocalEndPoint!).Port;

    public static PlainDatagrams Udp(IPAddress? address = null)
    {
        var ip = address ?? IPAddress.Loopback;
        var socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(ip, 0));
        return new PlainDatagrams(socket, new IPEndPoint(
            ip.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
    }

    public static PlainDatagrams Unix(string? path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        if (path is not null)
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
        }

        return new PlainDatagrams(socket, new UnixDomainSocketEndPoint("x"));
    }

    public void Connect(int port, IPAddress? address = null) =>
        Socket.Connect(new IPEndPoint(address ?? IPAddress.Loopback, port));

    public void Connect(string path) => Socket.Connect(new UnixDomainSocketEndPoint(path));

    public void Send(string text) => Socket.Send(Encoding.UTF8.GetBytes(text));

    public void SendTo(string text, EndPoint to) => Socket.SendTo(Encoding.UTF8.GetBytes(text), to);

    public async Task<string> ReceiveAsync() => (await ReceiveFromAsync()).Text;

    public async Task<(string Text, EndPoint From)> ReceiveFromAsync()
    {
        var received = await Socket.ReceiveFromAsync(_buffer, SocketFlags.None, _any).Soon();
        return (Encoding.UTF8.GetString(_buffer, 0, received.ReceivedBytes), received.RemoteEndPoint);
    }

    /// <summary>Answers everything with itself, after a word, until it is disposed.</summary>
    public async Task EchoAsync(string word = "")
    {
        try
        {
            while (true)
            {
                var (text, from) = await ReceiveForEverAsync();
                Socket.SendTo(Encoding.UTF8.GetBytes(word + text), from);
            }
        }
        catch (Exception e) when (
            e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            // The test is over.
        }
    }

    public void Dispose() => Socket.Dispose();

    private async Task<(string Text, EndPoint From)> ReceiveForEverAsync()
    {
        var received = await Socket.ReceiveFromAsync(_buffer, SocketFlags.None, _any);
        return (Encoding.UTF8.GetString(_buffer, 0, received.ReceivedBytes), received.RemoteEndPoint);
    }
}
