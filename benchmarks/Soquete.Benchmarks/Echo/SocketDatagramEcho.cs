using System.Net;
using System.Net.Sockets;

namespace Soquete.Benchmarks.Echo;

/// <summary>ReceiveFromAsync and SendToAsync with the same SocketAddress each time.</summary>
internal sealed class SocketDatagramEcho(EchoSettings settings) : EchoServer(settings)
{
    protected override async Task ServeAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(Settings.EndPoint);
        SayListening();
        var source = new SocketAddress(socket.AddressFamily);
        var buffer = new byte[EchoSettings.BufferBytes];
        for (;;)
        {
            var count = await socket.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, source);
            await socket.SendToAsync(buffer.AsMemory(0, count), SocketFlags.None, source);
        }
    }
}
