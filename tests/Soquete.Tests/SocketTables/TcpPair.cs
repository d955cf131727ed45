using System.Net;
using System.Net.Sockets;
using Soquete.SocketTables;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>A connection over TCP, and its listener, in a namespace of the test's own.</summary>
internal sealed class TcpPair : IDisposable
{
    private TcpPair(Socket listener, Socket client, Socket accepted) =>
        (Listener, Client, Accepted) = (listener, client, accepted);

    public Socket Listener { get; }

    public Socket Client { get; }

    public Socket Accepted { get; }

    public static TcpPair Make(NetworkNamespace inside, AddressFamily family = AddressFamily.InterNetwork) =>
        inside.Run(() =>
        {
            var loopback = family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
            var listener = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(loopback, 0));
            listener.Listen(5);
            var client = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(listener.LocalEndPoint!);
            return new TcpPair(listener, client, listener.Accept());
        });

    /// <summary>A socket as the table has it.</summary>
    public static InternetSocketEntry EntryOf(SocketTable table, Socket socket) => Assert.Single(
        table.Sockets.OfType<InternetSocketEntry>(),
        entry => Equals(entry.Local, socket.LocalEndPoint) && entry.IsListening == !socket.Connected);

    public void Dispose()
    {
        Client.Dispose();
        Accepted.Dispose();
        Listener.Dispose();
    }
}
