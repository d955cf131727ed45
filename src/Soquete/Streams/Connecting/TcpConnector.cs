using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Addresses.Resolution;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Streams.Connecting;

/// <summary>Connects to a TCP address: every address of its host is tried, as RFC 8305 says.</summary>
internal static class TcpConnector
{
    public static async ValueTask<StreamConnection> ConnectAsync(
        TcpAddress address, Engine engine, CancellationToken cancellationToken)
    {
        var port = NameResolution.PortOf(address);
        var source = CandidateSource.For(address, port);
        var race = new HappyEyeballs(
            address, source, (remote, token) => AttemptAsync(address, remote, engine, token));
        var winner = await ConnectLimit.RunAsync(address, race.RunAsync, () => race.Failures, cancellationToken)
            .ConfigureAwait(false);
        return Connect(address, winner);
    }

    /// <summary>One attempt on one address; its failure is a value.</summary>
    private static async ValueTask<ConnectAttempt> AttemptAsync(
        TcpAddress address, IPEndPoint remote, Engine engine, CancellationToken cancellationToken)
    {
        var plan = TcpPlan.ToConnect(address, remote);
        var end = plan.Remote!.Value.ToString();
        try
        {
            var socket = plan.Open(end);
            if (plan.Bind is { } local && NativeSocket.Bind(socket, local) is var error && error != Errno.None)
            {
                socket.Dispose();
                var remedy = SystemPorts.RemedyFor(error, address.Bind!.Port);
                return ConnectAttempt.Failed(Failure.Of(error, "bind", end, remedy));
            }

            var result = await engine.ConnectAsync(socket, plan.Remote.Value, cancellationToken).ConfigureAwait(false);
            return result.Transport is { } transport
                ? ConnectAttempt.Succeeded(transport, plan.Remote.Value)
                : ConnectAttempt.Failed(Failure.Of(result.Error, "connect", end));
        }
        catch (SoqueteException failure)
        {
            return ConnectAttempt.Failed(failure);
        }
    }

    private static StreamConnection Connect(TcpAddress address, ConnectAttempt winner)
    {
        var transport = winner.Transport!;
        NativeSocket.LocalName((SafeSocketHandle)transport.OutputHandle!, out var local);
        var association = new Association("tcp", SocketEnd.Of(local), SocketEnd.Of(winner.Remote));
        return new StreamConnection(transport, association, idleTimeout: address.IdleTimeout);
    }
}
