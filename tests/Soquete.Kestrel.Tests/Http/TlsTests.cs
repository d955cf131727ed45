using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Soquete.Kestrel.Tests.Http;

/// <summary>TLS, which the server's own middleware puts between itself and the pipes.</summary>
public class TlsTests
{
    private const int Large = 8 * 1024 * 1024;

    [Theory]
    [EveryCarrier]
    public async Task Request_WhenOverTls_ThenIsAnswered(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http1));
        using var http = Client(server, HttpVersion.Version11);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("HTTP/1.1 https", await http.GetStringAsync("").Soon());
        }
    }

    [Theory]
    [EveryCarrier]
    public async Task Protocol_WhenNegotiated_ThenIsHttp2(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http1AndHttp2));
        using var http = Client(server, HttpVersion.Version20);
        Assert.Equal("HTTP/2 https", await http.GetStringAsync("").Soon());
    }

    [Theory]
    [EveryCarrier]
    public async Task Bodies_WhenLargeAndOverTls_ThenArriveWhole(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http1AndHttp2));
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var http = Client(server, version);
            await LargeBodies.CheckAsync(http, Large).AtLast();
        }
    }

    [Theory]
    [EveryCarrier]
    public async Task Client_WhenItBreaksOffTheHandshake_ThenOthersAreServed(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http1));
        using (var broken = await server.ConnectAsync())
        {
            await broken.SendAsync("\x16\x03\x01");
            broken.Reset();
        }

        using (var wrong = await server.ConnectAsync())
        {
            await wrong.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            await wrong.ReadEndAsync();
        }

        using var http = Client(server, HttpVersion.Version11);
        Assert.Equal("HTTP/1.1 https", await http.GetStringAsync("").Soon());
    }

    private static ServerPlan Plan(HttpProtocols protocols) => new()
    {
        Listen = listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(TestCertificate.Value);
        },
        Request = context => context.Request.Path == LargeBodies.Path
            ? LargeBodies.AnswerAsync(context)
            : context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Scheme}"),
    };

    private static HttpClient Client(Server server, Version version)
    {
        var handler = server.Handler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown?.GetCertHashString() == TestCertificate.Value.GetCertHashString(),
        };
        return new HttpClient(handler)
        {
            BaseAddress = new Uri("https://localhost/"), DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}
