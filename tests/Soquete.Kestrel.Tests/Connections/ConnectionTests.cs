using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Soquete.Kestrel.Tests.Connections;

/// <summary>What middleware and handlers of whole connections are given.</summary>
public class ConnectionTests
{
    [Theory]
    [EveryCarrier]
    public async Task Pipes_WhenUsed_ThenAreTheConnection(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Connection = EchoAsync });
        using var client = await server.ConnectAsync();
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReadToAsync("hello"));
        client.EndOutput();
        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Theory]
    [EveryCarrier]
    public async Task Features_WhenAskedFor_ThenAreTheConnections(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        var features = connection.Features;
        Assert.Equal(connection.ConnectionId, features.Get<IConnectionIdFeature>()!.ConnectionId);
        Assert.Same(connection.Transport, features.Get<IConnectionTransportFeature>()!.Transport);
        Assert.Same(connection.Items, features.Get<IConnectionItemsFeature>()!.Items);
        Assert.Equal(connection.ConnectionClosed, features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed);
        Assert.Equal(connection.LocalEndPoint, features.Get<IConnectionEndPointFeature>()!.LocalEndPoint);
        Assert.NotNull(features.Get<IConnectionLifetimeNotificationFeature>());
        Assert.NotNull(features.Get<IConnectionHeartbeatFeature>());
        Assert.Null(features.Get<IConnectionSocketFeature>());
        using var block = features.Get<IMemoryPoolFeature>()!.MemoryPool.Rent();
        Assert.NotEmpty(block.Memory.ToArray());
        Assert.Contains(features, pair => pair.Key == typeof(ISoqueteConnectionFeature));
    }

    [Theory]
    [EveryCarrier]
    public async Task Features_WhenSet_ThenHideTheConnectionsOwn(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var features = (await handled.Accepted).Features;
        var revision = features.Revision;
        features.Set<IMemoryPoolFeature>(null);
        features.Set("a text");
        Assert.Null(features.Get<IMemoryPoolFeature>());
        Assert.Equal("a text", features.Get<string>());
        Assert.True(features.Revision > revision);
        Assert.DoesNotContain(features, pair => pair.Key == typeof(IMemoryPoolFeature));
    }

    [Theory]
    [EveryCarrier]
    public async Task Ends_WhenAskedFor_ThenAreThoseOfTheSocket(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var connection = await handled.Accepted;
        Assert.Equal(client.Socket.RemoteEndPoint!.ToString(), connection.LocalEndPoint!.ToString());
        if (carrier.IsUnix)
        {
            Assert.IsType<UnixDomainSocketEndPoint>(connection.LocalEndPoint);
            Assert.Null(connection.RemoteEndPoint);
        }
        else
        {
            Assert.Equal((IPEndPoint)client.Socket.LocalEndPoint!, connection.RemoteEndPoint);
        }
    }

    [Theory]
    [EveryCarrier]
    public async Task Names_WhenThereAreManyConnections_ThenDiffer(Carrier carrier)
    {
        var names = new ConcurrentBag<string>();
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            Connection = connection =>
            {
                names.Add(connection.ConnectionId);
                return Task.CompletedTask;
            },
        });
        for (var i = 0; i < 20; i++)
        {
            using var client = await server.ConnectAsync();
            Assert.Equal(SocketError.Success, await client.ReadEndAsync());
        }

        Assert.Equal(20, names.Distinct().Count());
    }

    [Theory]
    [EveryCarrier]
    public async Task Read_WhenCancelled_ThenSaysSoAndLosesNothing(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var input = (await handled.Accepted).Transport.Input;
        for (var i = 0; i < 10; i++)
        {
            var read = input.ReadAsync();
            input.CancelPendingRead();
            var cancelled = await read.Soon();
            Assert.True(cancelled.IsCanceled);
            input.AdvanceTo(cancelled.Buffer.Start);

            using var stop = new CancellationTokenSource();
            var stopped = input.ReadAsync(stop.Token).AsTask();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.Soon());

            await client.SendAsync("hello");
            Assert.Equal("hello", await Handled.ReadTextAsync(input, 5));
        }
    }

    [Theory]
    [EveryCarrier]
    public async Task Read_WhenItsTokenIsCancelledAlready_ThenThrowsAndLosesNothing(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var input = (await handled.Accepted).Transport.Input;
        var read = input.ReadAsync(new CancellationToken(canceled: true)).AsTask();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.Soon());
        await client.SendAsync("hello");
        Assert.Equal("hello", await Handled.ReadTextAsync(input, 5));
    }

    [Theory]
    [EveryCarrier]
    public async Task TryRead_WhenSomethingHasCome_ThenGivesIt(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var input = (await handled.Accepted).Transport.Input;
        Assert.False(input.TryRead(out _));
        await client.SendAsync("hello");
        var text = "";
        await Eventually.HoldsAsync(() =>
        {
            if (input.TryRead(out var result))
            {
                text += Encoding.Latin1.GetString(result.Buffer.ToArray());
                input.AdvanceTo(result.Buffer.End);
            }

            return text == "hello";
        });
    }

    [Theory]
    [EveryCarrier]
    public async Task Bytes_WhenNotExamined_ThenAreReadAgainAtOnce(Carrier carrier)
    {
        var handled = new Handled();
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Held = handled });
        using var client = await server.ConnectAsync();
        var input = (await handled.Accepted).Transport.Input;
        await client.SendAsync("abcdef");
        var first = await input.ReadAsync().Soon();
        input.AdvanceTo(first.Buffer.GetPosition(1));
        Assert.StartsWith("bc", await Handled.ReadTextAsync(input, 5), StringComparison.Ordinal);
    }

    private static async Task EchoAsync(ConnectionContext connection)
    {
        while (await connection.Transport.Input.ReadAsync() is { IsCompleted: false } result)
        {
            foreach (var piece in result.Buffer)
            {
                await connection.Transport.Output.WriteAsync(piece);
            }

            connection.Transport.Input.AdvanceTo(result.Buffer.End);
        }
    }
}
