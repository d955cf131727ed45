using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Soquete.Kestrel.Tests.Http;

/// <summary>Requests that do not come to their end, and clients that have ended their output.</summary>
public class AbortTests
{
    private const string Post = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n";

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenTheClientGoesAway_ThenIsAborted(Carrier carrier)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            begun.SetResult();
            await aborted.Task;
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await begun.Task.Soon();
        client.Socket.Close();
        await aborted.Task.Soon();
    }

    [Theory]
    [EveryCarrier]
    public async Task Body_WhenTheClientResetsInTheMiddleOfIt_ThenReadingFails(Carrier carrier)
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[5]);
            begun.SetResult();
            var rest = context.Request.Body.ReadExactlyAsync(new byte[95]).AsTask();
            failed.SetResult(await Record.ExceptionAsync(() => rest));
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync(Post + "hello");
        await begun.Task.Soon();
        client.Reset();
        var failure = await failed.Task.Soon();
        Assert.True(failure is IOException or OperationCanceledException, $"{failure}");
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenTheServerAbortsIt_ThenTheConnectionEndsWithoutAnAnswer(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(carrier.IsUnix ? SocketError.Success : SocketError.ConnectionReset, await client.ReadEndAsync());
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenAbortedWhileItsBodyIsRead_ThenReadingFails(Carrier carrier)
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            Task read = context.Request.Body.ReadAsync(new byte[10]).AsTask();
            context.Abort();
            failed.SetResult(await Record.ExceptionAsync(() => read));
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync(Post);
        var failure = await failed.Task.Soon();
        Assert.True(failure is ConnectionAbortedException or TaskCanceledException, $"{failure}");
    }

    [Theory]
    [EveryCarrier]
    public async Task Answer_WhenTheClientHasGone_ThenWritingItDoesNotFail(Carrier carrier)
    {
        var written = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, async context =>
        {
            var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.RequestAborted.Register(() => aborted.TrySetResult());
            begun.SetResult();
            await aborted.Task;
            written.SetResult(await Record.ExceptionAsync(() => WriteMuchAsync(context)));
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await begun.Task.Soon();
        client.Reset();
        Assert.Null(await written.Task.Soon());
    }

    [Theory]
    [EveryCarrier]
    public async Task Client_WhenItEndsItsOutputAndIsKept_ThenGetsTheWholeAnswer(Carrier carrier)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            Transport = options => options.KeepsHalfClosed = true,
            Request = async context =>
            {
                await ended.Task;
                Assert.False(context.RequestAborted.IsCancellationRequested);
                await context.Response.WriteAsync(new string('l', 300_000));
            },
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
        client.EndOutput();
        await Eventually.HoldsAsync(() => server.Log.OfTransport.Any(entry => entry.Id.Id == 11));
        ended.SetResult();
        Assert.EndsWith("\r\n\r\n" + new string('l', 300_000), await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [EveryCarrier]
    public async Task Connection_WhenNothingIsAskedForTooLong_ThenEnds(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            Kestrel = options => options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(1),
            Request = context => context.Response.WriteAsync("once"),
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Contains("once", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenItsHeadersDoNotComeInTime_ThenIsToldSo(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            Kestrel = options => options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1),
            Request = _ => Task.CompletedTask,
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost:");
        Assert.StartsWith("HTTP/1.1 408", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [EveryCarrier]
    public async Task Connection_WhenTheAddressLimitsItsSilence_ThenEnds(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            AddressOptions = ",idle-timeout=200ms", Request = context => context.Response.WriteAsync("once"),
        });
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await client.ReadToAsync("once");
        await client.ReadEndAsync();
    }

    private static async Task WriteMuchAsync(HttpContext context)
    {
        var piece = Encoding.ASCII.GetBytes(new string('m', 64 * 1024));
        for (var i = 0; i < 100; i++)
        {
            await context.Response.Body.WriteAsync(piece);
        }
    }
}
