using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Connections;

/// <summary>Connects to a unix socket that has connections, of streams or of messages.</summary>
internal static class UnixKnock
{
    /// <summary>How long a full backlog is waited out where the address sets no time limit.</summary>
    public static readonly TimeSpan BacklogLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="SoqueteException">Refused, timed out, not permitted or failed.</exception>
    public static ValueTask<StreamTransport> ConnectAsync(
        UnixSocketAddress address, Engine engine, CancellationToken cancellationToken)
    {
        var limited = address with { ConnectTimeout = address.ConnectTimeout ?? BacklogLimit };
        return ConnectLimit.RunAsync(limited, token => KnockAsync(address, engine, token), () => [], cancellationToken);
    }

    /// <summary>
    /// A full backlog gives EAGAIN at once, with nothing to wait on, so it is asked again (connect(2)).
    /// </summary>
    private static async ValueTask<StreamTransport> KnockAsync(
        UnixSocketAddress address, Engine engine, CancellationToken cancellationToken)
    {
        var plan = UnixPlan.ToConnect(address);
        for (var pause = TimeSpan.FromMilliseconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var socket = plan.Open(address.ToString());
            var result = await engine.ConnectAsync(socket, plan.Remote!.Value, cancellationToken).ConfigureAwait(false);
            if (result.Transport is { } transport)
            {
                return Settle(plan, transport, address);
            }

            if (result.Error != Errno.EAGAIN)
            {
                throw UnixRefusal.Of(address, result.Error);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static StreamTransport Settle(SocketPlan plan, StreamTransport transport, UnixSocketAddress address)
    {
        try
        {
            plan.SettleConnected((SafeSocketHandle)transport.OutputHandle!, address.ToString());
            return transport;
        }
        catch
        {
            transport.Abort();
            throw;
        }
    }
}
