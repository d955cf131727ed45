using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Soquete.Kestrel.Tests.Connections;

/// <summary>The ends of connections, by either side, as the server notices and makes them.</summary>
public class EndingTests
{
    [Theory]
    [EveryCarrier]
    public async Task Closed_WhenTheClientEndsItsOutputAndNobodyReads_ThenIsSaid(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        client.EndOutput();
        await Handled.ClosedAsync(connection);
    }

    [Theory]
    [EveryCarrier]
    public async Task Closed_WhenTheClientResetsAndNobodyReads_ThenIsSaid(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        client.Reset();
        await Handled.ClosedAsync(connection);
    }

    [Theory]
    [EveryCarrier]
    public async Task Closed_WhenTheServerEnds_ThenIsSaid(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        handled.LetGo();
        await Handled.ClosedAsync(connection);
        Assert.Equal(SocketError.Success, await client.ReadEndAsync());
    }

    [Theory]
    [EveryCarrier]
    public async Task Connection_WhenAborted_ThenIsResetAndEverythingOnItEnds(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        var read = connection.Transport.Input.ReadAsync().AsTask();
        var reason = new ConnectionAbortedException("enough");
        connection.Abort(reason);
        Assert.Same(reason, await Assert.ThrowsAsync<ConnectionAbortedException>(() => read.Soon()));
        Assert.Same(reason, await Assert.ThrowsAsync<ConnectionAbortedException>(
            () => connection.Transport.Input.ReadAsync().Soon()));
        Assert.True((await connection.Transport.Output.WriteAsync("dropped"u8.ToArray()).Soon()).IsCompleted);
        await Handled.ClosedAsync(connection);
        var end = await client.ReadEndAsync();
        Assert.Equal(carrier.IsUnix ? SocketError.Success : SocketError.ConnectionReset, end);
    }

    [Theory]
    [EveryCarrier]
    public async Task Connection_WhenAbortedWhileAFlushWaits_ThenTheFlushEnds(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        var flush = await FillAsync(connection);
        connection.Abort();
        await flush.Soon();
        Assert.True((await connection.Transport.Output.FlushAsync().Soon()).IsCompleted);
    }

    [Theory]
    [EveryCarrier(Only = "tcp")]
    public async Task Read_WhenTheClientResets_ThenThrowsThat(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        var read = connection.Transport.Input.ReadAsync().AsTask();
        client.Reset();
        await Assert.ThrowsAsync<ConnectionResetException>(() => read.Soon());
        await Eventually.HoldsAsync(() => server.Log.OfTransport.Any(entry => entry.Id.Id == 14));
    }

    [Theory]
    [EveryCarrier]
    public async Task Write_WhenTheClientIsGone_ThenIsTheEndOfWritingAndNoException(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(
            carrier, new ServerPlan { Held = handled, Transport = o => o.KeepsHalfClosed = true });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        client.Reset();
        var piece = new byte[64 * 1024];
        await Eventually.HoldsAsync(async () =>
            (await connection.Transport.Output.WriteAsync(piece).Soon()).IsCompleted);
        await Handled.ClosedAsync(connection);
    }

    [Theory]
    [EveryCarrier]
    public async Task Output_WhenCompleted_ThenTheClientGetsItsEndAndCanStillSend(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        connection.Transport.Output.Write("last"u8);
        connection.Transport.Output.Complete();
        Assert.Equal("last", await client.ReadToEndAsync());
        await client.SendAsync("late");
        Assert.Equal("late", await Handled.ReadTextAsync(connection.Transport.Input, 4));
    }

    [Theory]
    [EveryCarrier]
    public async Task Output_WhenCompletedWithAFailure_ThenTheConnectionIsReset(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        await connection.Transport.Output.CompleteAsync(new InvalidOperationException("half of it"));
        Assert.Equal(carrier.IsUnix ? SocketError.Success : SocketError.ConnectionReset, await client.ReadEndAsync());
        await Handled.ClosedAsync(connection);
    }

    [Theory]
    [EveryCarrier]
    public async Task Connection_WhenTheClientKeepsSendingAfterTheEnd_ThenClosesAfterItsTime(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            Held = handled, Transport = options => options.CloseLimit = TimeSpan.FromMilliseconds(50),
        });
        using var client = await server.ConnectAsync();
        await handled.Accepted;
        handled.LetGo();
        // The client never ends its output.
        await Eventually.HoldsAsync(() => server.Log.OfTransport.Any(entry => entry.Id.Id == 12));
    }

    [Theory]
    [EveryCarrier]
    public async Task Closed_WhenACallbackFails_ThenIsLoggedAndTheProcessGoesOn(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(
            carrier, new ServerPlan { Held = handled, MayFail = true });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        connection.ConnectionClosed.Register(() => throw new InvalidOperationException("in a callback"));
        client.EndOutput();
        await Eventually.HoldsAsync(() => server.Log.OfTransport.Any(entry => entry.Id.Id == 16));
    }

    /// <summary>Writes until a flush has to wait.</summary>
    /// <returns>That flush.</returns>
    private static async Task<Task> FillAsync(ConnectionContext connection)
    {
        var piece = new byte[1024 * 1024];
        while (true)
        {
            var flush = connection.Transport.Output.WriteAsync(piece).AsTask();
            if (await Task.WhenAny(flush, Task.Delay(200)) != flush)
            {
                return flush;
            }
        }
    }
}
