using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Soquete.Kestrel.Tests.Http;

public class RequestTests
{
    [Theory]
    [EveryCarrier]
    public async Task Server_WhenAsked_ThenAnswers(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context => context.Response.WriteAsync("hello"));
        using var http = server.Http();
        Assert.Equal("hello", await http.GetStringAsync("").AtLast());
    }

    [Theory]
    [EveryCarrier]
    public async Task Connection_WhenAskedAgainAndAgain_ThenIsKept(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoPathAsync);
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 200; i++)
        {
            await client.SendAsync($"GET /{i} HTTP/1.1\r\nHost: x\r\n\r\n");
            Assert.Equal((200, $"/{i}"), await client.ReadAnswerAsync());
        }
    }

    [Theory]
    [EveryCarrier]
    public async Task Requests_WhenPipelined_ThenAreAnsweredInOrder(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoPathAsync);
        using var client = await server.ConnectAsync();
        var numbers = Enumerable.Range(0, 1000).ToList();
        await client.SendAsync(string.Concat(numbers.Select(i => $"GET /{i} HTTP/1.1\r\nHost: x\r\n\r\n")));
        foreach (var i in numbers)
        {
            Assert.Equal((200, $"/{i}"), await client.ReadAnswerAsync());
        }
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenItComesByteByByte_ThenIsAnswered(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoBodyAsync);
        using var client = await server.ConnectAsync();
        foreach (var letter in "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
        {
            await client.SendAsync(letter.ToString());
        }

        Assert.Equal((200, "hello"), await client.ReadAnswerAsync());
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenItsBodyIsChunked_ThenArrivesWhole(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoBodyAsync);
        using var client = await server.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        await client.SendAsync("7\r\n, world\r\n0\r\n\r\n");
        Assert.Equal((200, "hello, world"), await client.ReadAnswerAsync());
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenItExpectsContinue_ThenIsToldToGoOn(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoBodyAsync);
        using var client = await server.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100", await client.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
        await client.SendAsync("ok");
        Assert.Equal((200, "ok"), await client.ReadAnswerAsync());
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenItIsNone_ThenIsRefusedAndTheConnectionEnds(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoPathAsync);
        using var client = await server.ConnectAsync();
        await client.SendAsync("nonsense\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [EveryCarrier]
    public async Task Connection_WhenTheClientAsksForItsEnd_ThenEndsAfterTheAnswer(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoPathAsync);
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.EndsWith("/last", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [EveryCarrier]
    public async Task Server_WhenManyConnect_ThenServesThemAllAtOnce(Carrier carrier)
    {
        const int Clients = 300;
        using var all = new CountdownEvent(Clients);
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            if (all.Signal())
            {
                together.SetResult();
            }

            // Nobody is answered before everybody has asked.
            await together.Task;
            await EchoPathAsync(context);
        });
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(AskAsync)).AtLast();

        async Task AskAsync(int number)
        {
            using var client = await server.ConnectAsync();
            await client.SendAsync($"GET /{number} HTTP/1.1\r\nHost: x\r\n\r\n");
            Assert.Equal((200, $"/{number}"), await client.ReadAnswerAsync());
        }
    }

    [Theory]
    [EveryCarrier]
    public async Task Connections_WhenTheyIdle_ThenAreServedWhenTheyAskAgain(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, EchoPathAsync);
        var clients = new List<RawClient>();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 100; i++)
            {
                clients.Add(await server.ConnectAsync());
            }

            foreach (var client in clients)
            {
                await client.SendAsync("GET /again HTTP/1.1\r\nHost: x\r\n\r\n");
                Assert.Equal((200, "/again"), await client.ReadAnswerAsync());
            }
        }

        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [EveryCarrier(Only = "tcp")]
    public async Task Request_WhenItComesOverTcp_ThenBothEndsAreKnown(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context => context.Response.WriteAsync(
            $"{context.Connection.RemoteIpAddress} {context.Connection.RemotePort} {context.Connection.LocalPort}"));
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var own = ((IPEndPoint)client.Socket.LocalEndPoint!).Port;
        Assert.Contains($"127.0.0.1 {own} {server.Port}", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task EchoBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.ToArray());
    }

    private static async Task EchoPathAsync(HttpContext context)
    {
        var text = Encoding.ASCII.GetBytes(context.Request.Path.Value!);
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text);
    }
}
