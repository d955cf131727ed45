using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;
using Soquete.Planning;

namespace Soquete.Streams.Connecting;

/// <summary>Connects to a unix socket.</summary>
internal static class UnixConnector
{
    /// <summary>How long a full backlog is waited out where the address sets no time limit.</summary>
    public static readonly TimeSpan BacklogLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    public static async ValueTask<StreamConnection> ConnectAsync(
        UnixAddress address, Engine engine, CancellationToken cancellationToken)
    {
        var limited = address with { ConnectTimeout = address.ConnectTimeout ?? BacklogLimit };
        var transport = await ConnectLimit
            .RunAsync(limited, token => KnockAsync(address, engine, token), () => [], cancellationToken)
            .ConfigureAwait(false);
        var socket = (SafeSocketHandle)transport.OutputHandle!;
        NativeSocket.LocalName(socket, out var local);
        var association = new Association("unix", SocketEnd.Of(local), SocketEnd.Of(UnixPlan.NameOf(address)));
        return new StreamConnection(transport, association, PeerCredentials.Of(socket), address.IdleTimeout);
    }

    /// <summary>
    /// A full backlog gives EAGAIN at once, with nothing to wait on, so it is asked again (connect(2)).
    /// </summary>
    private static async ValueTask<StreamTransport> KnockAsync(
        UnixAddress address, Engine engine, CancellationToken cancellationToken)
    {
        var plan = UnixPlan.ToConnect(address);
        for (var pause = TimeSpan.FromMilliseconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var socket = plan.Open(address.ToString());
            var result = await engine.ConnectAsync(socket, plan.Remote!.Value, cancellationToken).ConfigureAwait(false);
            if (result.Transport is { } transport)
            {
                return transport;
            }

            if (result.Error != Errno.EAGAIN)
            {
                throw UnixRefusal.Of(address, result.Error);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
