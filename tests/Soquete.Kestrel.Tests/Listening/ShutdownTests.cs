using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Soquete.Kestrel.Tests.Listening;

public class ShutdownTests
{
    [Theory]
    [EveryCarrier]
    public async Task Server_WhenStopped_ThenFinishesWhatItAnswersAndTakesNobodyNew(Carrier carrier)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            begun.SetResult();
            await go.Task;
            await context.Response.WriteAsync("finished");
        });
        using var client = await server.ConnectAsync();
        var end = server.EndPoint;
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await begun.Task.Soon();
        var stopped = server.StopAsync();
        await Eventually.HoldsAsync(async () => await RefusesAsync(end));
        Assert.False(stopped.IsCompleted);
        go.SetResult();
        Assert.Contains("finished", await client.ReadToEndAsync(), StringComparison.Ordinal);
        await stopped;
    }

    [Theory]
    [EveryCarrier]
    public async Task Server_WhenStopped_ThenEndsConnectionsThatIdle(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context => context.Response.WriteAsync("once"));
        var clients = new List<RawClient>();
        for (var i = 0; i < 20; i++)
        {
            clients.Add(await server.ConnectAsync());
            await clients[i].SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            await clients[i].ReadToAsync("once");
        }

        var stopped = server.StopAsync();
        foreach (var client in clients)
        {
            Assert.Equal(SocketError.Success, await client.ReadEndAsync());
            client.Dispose();
        }

        await stopped;
    }

    [Theory]
    [EveryCarrier]
    public async Task Server_WhenItsTimeToStopIsOver_ThenAbortsWhatItAnswers(Carrier carrier)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.RequestAborted.Register(() => aborted.TrySetResult());
            begun.SetResult();
            await aborted.Task;
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await begun.Task.Soon();
        await server.StopAsync(new CancellationToken(canceled: true));
        await client.ReadEndAsync();
    }

    [Theory]
    [EveryCarrier(Only = "unix")]
    public async Task Server_WhenStopped_ThenItsPathIsGone(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, _ => Task.CompletedTask);
        Assert.True(File.Exists(server.Path));
        await server.StopAsync();
        Assert.False(File.Exists(server.Path));
    }

    private static async Task<bool> RefusesAsync(System.Net.EndPoint end)
    {
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(end);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
