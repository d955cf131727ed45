using Soquete.Addresses;
using Soquete.Datagrams.Serving;
using Soquete.Relaying.Messages;
using Soquete.Streams.Connecting;

namespace Soquete.Relaying.Sessions;

/// <summary>Joins each peer of a bound datagram socket with an end of its own.</summary>
internal sealed class SessionJoiner(RelayContext context) : Joiner(context)
{
    private static readonly TimeSpan ShortestSweep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(1);

    /// <summary>How many sweeps there are in the time that a session may be silent.</summary>
    private const int Sweeps = 8;

    public override async Task<RelayResult?> RunAsync(CancellationToken stop)
    {
        var from = (SocketEndAddress)Context.From;
        var idleTimeout = from.IdleTimeout ?? DatagramSessionServer.DefaultIdleTimeout;
        var scope = await OpenAsync(from, idleTimeout, stop).ConfigureAwait(false);
        await using var closes = scope.ConfigureAwait(false);
        await ServeAsync(new SessionDispatch(scope), idleTimeout, stop).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<SessionScope> OpenAsync(
        SocketEndAddress from, TimeSpan idleTimeout, CancellationToken cancellationToken)
    {
        var totals = Context.Totals;
        var ends = await EndSource
            .OpenAsync(Context, Context.To, EndUse.Destination, totals.Forward, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            var socket = await Context.BindAsync(from, cancellationToken).ConfigureAwait(false);
            socket.Undeliverable += _ => totals.Back.Undeliverable(1);
            var table = new SessionTable(from.MaxSessions ?? DatagramSessionServer.DefaultMaxSessions, idleTimeout);
            return new SessionScope(Context, socket, ends, table, ImpairedLine.For(from, totals.Back));
        }
        catch
        {
            await ends.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ServeAsync(SessionDispatch dispatch, TimeSpan idleTimeout, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var sweeping = SweepAsync(dispatch, idleTimeout, ending.Token);
        try
        {
            await dispatch.ReceiveAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // No more is taken in; what was, is delivered.
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await sweeping.ConfigureAwait(false);
            using var grace = new CancellationTokenSource(Context.Grace);
            await dispatch.FinishAsync(grace.Token).ConfigureAwait(false);
        }
    }

    private static async Task SweepAsync(SessionDispatch dispatch, TimeSpan idleTimeout, CancellationToken ending)
    {
        var often = idleTimeout / Sweeps;
        using var timer = new PeriodicTimer(
            often < ShortestSweep ? ShortestSweep : often > LongestSweep ? LongestSweep : often);
        try
        {
            while (await timer.WaitForNextTickAsync(ending).ConfigureAwait(false))
            {
                dispatch.Expire();
            }
        }
        catch (OperationCanceledException)
        {
            // The relay ends.
        }
    }
}
