using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Soquete.Kestrel.Tests.Http;

/// <summary>HTTP/2 in the clear, known beforehand.</summary>
public class Http2Tests
{
    private const int Large = 8 * 1024 * 1024;

    [Theory]
    [EveryCarrier]
    public async Task Requests_WhenManyShareAConnection_ThenAreAnsweredEach(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(
            context => context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Path}")));
        using var http = server.Http(HttpVersion.Version20);
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => http.GetStringAsync($"{i}"))).AtLast();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"HTTP/2 /{i}"), answers);
    }

    [Theory]
    [EveryCarrier]
    public async Task Bodies_WhenLargeAndSeveralAtOnce_ThenArriveWhole(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(LargeBodies.AnswerAsync));
        using var http = server.Http(HttpVersion.Version20);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => LargeBodies.CheckAsync(http, Large + i))).AtLast();
    }

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenTheClientCancelsIt_ThenIsAbortedAndOthersGoOn(Carrier carrier)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, Plan(async context =>
        {
            if (context.Request.Path == "/slow")
            {
                context.RequestAborted.Register(aborted.SetResult);
                begun.SetResult();
                await aborted.Task;
            }

            await context.Response.WriteAsync("answered");
        }));
        using var http = server.Http(HttpVersion.Version20);
        using var cancel = new CancellationTokenSource();
        var slow = http.GetStringAsync("slow", cancel.Token);
        await begun.Task.Soon();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        await aborted.Task.Soon();
        Assert.Equal("answered", await http.GetStringAsync("quick").Soon());
    }

    [Theory]
    [EveryCarrier]
    public async Task Server_WhenStopped_ThenFinishesItsStreams(Carrier carrier)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await Server.StartAsync(carrier, Plan(async context =>
        {
            begun.SetResult();
            await go.Task;
            await context.Response.WriteAsync("finished");
        }));
        using var http = server.Http(HttpVersion.Version20);
        var answer = http.GetStringAsync("");
        await begun.Task.Soon();
        var stopped = server.StopAsync();
        go.SetResult();
        Assert.Equal("finished", await answer.Soon());
        await stopped;
    }

    private static ServerPlan Plan(RequestDelegate request) => new()
    {
        Listen = listen => listen.Protocols = HttpProtocols.Http2,
        Kestrel = options => options.Limits.MaxRequestBodySize = null,
        Request = request,
    };
}
