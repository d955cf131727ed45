using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Soquete.Kestrel.Tests.Http;

/// <summary>Bodies that are larger than what the kernel holds, both ways, and readers that are slow.</summary>
public class BodyTests
{
    private const int Large = 24 * 1024 * 1024;

    /// <summary>More than the kernel holds for a connection, with both of its ends.</summary>
    private const int MoreThanBuffers = 64 * 1024 * 1024;

    [Theory]
    [EveryCarrier]
    public async Task Upload_WhenLarge_ThenArrivesWhole(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Unlimited(async context =>
            await context.Response.WriteAsync(Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body)))));
        using var http = server.Http();
        var body = RandomBytes.Of(Large);
        using var answer = await http.PostAsync("", new ByteArrayContent(body)).AtLast();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(body)), await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [EveryCarrier]
    public async Task Download_WhenLarge_ThenArrivesWhole(Carrier carrier)
    {
        var body = RandomBytes.Of(Large);
        await using var server = await Server.StartAsync(
            carrier, async context => await context.Response.Body.WriteAsync(body));
        using var http = server.Http();
        Assert.Equal(body, await http.GetByteArrayAsync("").AtLast());
    }

    [Theory]
    [EveryCarrier]
    public async Task Bodies_WhenLargeBothWaysAtOnce_ThenArriveWhole(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Unlimited(
            context => context.Request.Body.CopyToAsync(context.Response.Body)));
        var body = RandomBytes.Of(Large);
        using var client = await server.ConnectAsync();
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {Large}\r\nConnection: close\r\n\r\n");
        var sent = client.SendAsync(body);
        await client.ReadToAsync("\r\n\r\n");
        var echoed = await client.ReadToEndAsync();
        await sent;
        Assert.True(echoed.Length > Large, "chunks have their lengths around them");
    }

    [Theory]
    [EveryCarrier]
    public async Task Client_WhenItsBodyIsNotRead_ThenIsSlowed(Carrier carrier)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, Unlimited(async context =>
        {
            await read.Task;
            var length = (await SHA256.HashDataAsync(context.Request.Body)).Length;
            await context.Response.WriteAsync($"hash of {length}");
        }));
        using var client = await server.ConnectAsync();
        await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {MoreThanBuffers}\r\nConnection: close\r\n\r\n");
        var sent = SendUntilFull(client.Socket);
        Assert.True(sent < MoreThanBuffers, "all of it found room while nobody read");
        read.SetResult();
        await client.SendAsync(new byte[MoreThanBuffers - sent]);
        Assert.Contains("hash of 32", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [EveryCarrier]
    public async Task Server_WhenTheClientDoesNotRead_ThenIsSlowed(Carrier carrier)
    {
        var waited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var chunk = new byte[256 * 1024];
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            context.Response.ContentLength = MoreThanBuffers;
            for (var sent = 0; sent < MoreThanBuffers; sent += chunk.Length)
            {
                var write = context.Response.BodyWriter.WriteAsync(chunk);
                if (!write.IsCompleted)
                {
                    waited.TrySetResult();
                }

                await write;
            }
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        await waited.Task.Soon();
        await client.ReadToAsync("\r\n\r\n");
        Assert.Equal(MoreThanBuffers, (await client.ReadToEndAsync()).Length);
    }

    [Theory]
    [EveryCarrier]
    public async Task Client_WhenAnsweredBeforeItHasSentAll_ThenGetsTheWholeAnswer(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.RequestEntityTooLarge;
            context.Response.Headers.Connection = "close";
            context.Response.ContentLength = 100_000;
            return context.Response.WriteAsync(new string('n', 100_000));
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
        await client.SendAsync(new byte[500_000]);
        await client.ReadToAsync("\r\n\r\n");
        // The server has answered, and is closing: what comes now must not make it take the answer back.
        await client.SendAsync(new byte[500_000]);
        Assert.Equal(new string('n', 100_000), await client.ReadToEndAsync());
    }

    private static RequestDelegate Unlimited(RequestDelegate handler) => context =>
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        return handler(context);
    };

    /// <returns>How many bytes found room.</returns>
    private static int SendUntilFull(Socket socket)
    {
        const int Pause = 300_000;
        var chunk = new byte[64 * 1024];
        var sent = 0;
        socket.Blocking = false;
        while (sent < MoreThanBuffers && socket.Poll(Pause, SelectMode.SelectWrite))
        {
            var count = socket.Send(chunk.AsSpan(0, Math.Min(chunk.Length, MoreThanBuffers - sent)), 0, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                throw new SocketException((int)error);
            }

            sent += count;
        }

        return sent;
    }
}
