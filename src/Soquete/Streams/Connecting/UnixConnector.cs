using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;
using Soquete.Planning;

namespace Soquete.Streams.Connecting;

/// <summary>Connects to a stream socket of the unix domain.</summary>
internal static class UnixConnector
{
    public static async ValueTask<StreamConnection> ConnectAsync(
        UnixAddress address, Engine engine, CancellationToken cancellationToken)
    {
        var transport = await UnixKnock.ConnectAsync(address, engine, cancellationToken).ConfigureAwait(false);
        var socket = (SafeSocketHandle)transport.OutputHandle!;
        NativeSocket.LocalName(socket, out var local);
        var association = ConnectedSocket.Of(local, UnixPlan.NameOf(address), SocketKind.Stream);
        return new StreamConnection(
            transport, association, PeerCredentials.Of(socket), address.IdleTimeout, engine: engine);
    }
}
