using System.Net.Sockets;

namespace Soquete.Benchmarks.Echo;

/// <summary>System.Net.Sockets: AcceptAsync, and a loop of ReceiveAsync and SendAsync for each connection.</summary>
internal class SocketEcho(EchoSettings settings) : EchoServer(settings)
{
    protected override async Task ServeAsync()
    {
        var isUnix = Settings.Domain == "unix";
        using var listener = isUnix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(Settings.EndPoint);
        listener.Listen(EchoSettings.Backlog);
        SayListening();
        for (;;)
        {
            var socket = await listener.AcceptAsync();
            if (!isUnix)
            {
                socket.NoDelay = true;
            }

            _ = EchoToEndAsync(socket);
        }
    }

    protected virtual async Task EchoAsync(Socket socket)
    {
        var buffer = new byte[EchoSettings.BufferBytes];
        int count;
        while ((count = await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None)) > 0)
        {
            await socket.SendAsync(buffer.AsMemory(0, count), SocketFlags.None);
            if (Settings.Once)
            {
                break;
            }
        }
    }

    private async Task EchoToEndAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await EchoAsync(socket);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
            {
                // A peer that is ended with answers unread resets the connection: its measurement is over.
            }
        }
    }
}
