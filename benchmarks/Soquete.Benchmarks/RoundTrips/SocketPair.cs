using System.Net;
using System.Net.Sockets;

namespace Soquete.Benchmarks.RoundTrips;

/// <summary>Two connected sockets of System.Net.Sockets.</summary>
internal sealed record SocketPair(Socket Client, Socket Server) : IDisposable
{
    public static SocketPair Connect(string domain)
    {
        var isUnix = domain == "unix";
        EndPoint end = isUnix
            ? new UnixDomainSocketEndPoint($"\0soquete-{Guid.NewGuid():N}")
            : new IPEndPoint(IPAddress.Loopback, 0);
        using var listener = Open(isUnix);
        listener.Bind(end);
        listener.Listen();
        var client = Open(isUnix);
        client.Connect(listener.LocalEndPoint!);
        var server = listener.Accept();
        if (!isUnix)
        {
            client.NoDelay = server.NoDelay = true;
        }

        return new SocketPair(client, server);
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private static Socket Open(bool isUnix) => isUnix
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
