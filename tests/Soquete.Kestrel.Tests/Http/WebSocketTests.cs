using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;

namespace Soquete.Kestrel.Tests.Http;

public class WebSocketTests
{
    [Theory]
    [EveryCarrier]
    public async Task Messages_WhenSent_ThenComeBack(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(EchoAsync));
        using var socket = await ConnectAsync(server);
        foreach (var size in new[] { 0, 1, 125, 126, 65_535, 65_536, 1_000_000 })
        {
            var message = RandomBytes.Of(size);
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, default).AtLast();
            Assert.Equal(message, await ReceiveAsync(socket));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", default).Soon();
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Theory]
    [EveryCarrier]
    public async Task Server_WhenItClosesTheSocket_ThenTheClientIsTold(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(
            socket => socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "no", default)));
        using var socket = await ConnectAsync(server);
        Assert.Null(await ReceiveAsync(socket));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default).Soon();
    }

    [Theory]
    [EveryCarrier]
    public async Task Client_WhenItGoesAway_ThenTheServersReceiveFails(Carrier carrier)
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, Plan(async socket =>
            failed.SetResult(await Record.ExceptionAsync(() => socket.ReceiveAsync(new byte[10], default)))));
        using var socket = await ConnectAsync(server);
        socket.Abort();
        var failure = await failed.Task.Soon();
        Assert.True(failure is WebSocketException or OperationCanceledException or IOException, $"{failure}");
    }

    private static ServerPlan Plan(Func<WebSocket, Task> handler) => new()
    {
        Middleware = application => application.UseWebSockets(),
        Request = async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await handler(socket);
        },
    };

    private static async Task EchoAsync(WebSocket socket)
    {
        while (await ReceiveAsync(socket) is { } message)
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, default).AtLast();
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default).Soon();
    }

    private static async Task<ClientWebSocket> ConnectAsync(Server server)
    {
        var socket = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(server.Handler());
        await socket.ConnectAsync(new Uri("ws://localhost/"), invoker, default).Soon();
        return socket;
    }

    /// <returns>The next message; null where the peer closes.</returns>
    private static async Task<byte[]?> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, default).AtLast();
            message.Write(buffer, 0, part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }
}
