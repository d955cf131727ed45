using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Streams.Connecting;

/// <summary>Connects to a vsock address, within its time limit.</summary>
internal static class VsockConnector
{
    public static ValueTask<StreamConnection> ConnectAsync(
        VsockAddress address, Engine engine, CancellationToken cancellationToken) =>
        ConnectLimit.RunAsync(
            address, token => AttemptAsync(address, engine, token), static () => [], cancellationToken);

    private static async ValueTask<StreamConnection> AttemptAsync(
        VsockAddress address, Engine engine, CancellationToken cancellationToken)
    {
        var plan = VsockPlan.ToConnect(address);
        var remote = plan.Remote!.Value;
        var socket = plan.Open(address.ToString());
        var result = await engine.ConnectAsync(socket, remote, cancellationToken).ConfigureAwait(false);
        if (result.Transport is not { } transport)
        {
            throw VsockRefusal.Of(address, result.Error);
        }

        NativeSocket.LocalName((SafeSocketHandle)transport.OutputHandle!, out var local);
        var association = ConnectedSocket.Of(local, remote, SocketKind.Stream);
        return new StreamConnection(transport, association, idleTimeout: address.IdleTimeout);
    }
}
