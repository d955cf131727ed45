using System.Net;
using System.Net.Sockets;

namespace Soquete.Benchmarks.Flows;

/// <summary>Blocking sockets of the measuring process: the cheapest clients and servers that there are.</summary>
internal static class Loopback
{
    /// <summary>Whoever stays silent so long hangs.</summary>
    private const int TimeoutMilliseconds = 30_000;

    /// <summary>A port that nobody had a moment ago, for a program that cannot tell which one it took.</summary>
    public static int FreePort()
    {
        using var listener = Listen();
        return PortOf(listener);
    }

    /// <summary>The same of UDP, whose ports are others than those of TCP.</summary>
    public static int FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return PortOf(socket);
    }

    public static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        return listener;
    }

    public static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true, ReceiveTimeout = TimeoutMilliseconds,
        };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    public static Socket Accept(Socket listener)
    {
        if (!listener.Poll(TimeSpan.FromMilliseconds(TimeoutMilliseconds), SelectMode.SelectRead))
        {
            throw new MeasurementException("nobody connected to the server");
        }

        var socket = listener.Accept();
        socket.NoDelay = true;
        socket.ReceiveTimeout = TimeoutMilliseconds;
        return socket;
    }

    /// <summary>One message there and the same back; false at the end of file.</summary>
    public static bool RoundTrip(Socket socket, byte[] message)
    {
        socket.Send(message);
        return Receive(socket, message);
    }

    /// <summary>Fills the buffer; false at the end of file.</summary>
    public static bool Receive(Socket socket, byte[] message)
    {
        var count = 0;
        while (count < message.Length)
        {
            var received = socket.Receive(message, count, message.Length - count, SocketFlags.None);
            if (received == 0)
            {
                return false;
            }

            count += received;
        }

        return true;
    }
}
