using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Soquete.Kestrel.Tests.Http;

/// <summary>A client that is not ours: curl(1).</summary>
public class CurlTests
{
    [Theory]
    [EveryCarrier]
    public async Task Curl_WhenItAsks_ThenIsAnswered(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http1));
        Assert.Equal("HTTP/1.1 /a", await CurlAsync(server, "http", "/a"));
    }

    [Theory]
    [EveryCarrier]
    public async Task Curl_WhenItAsksSeveralTimesOverOneConnection_ThenIsAnsweredEachTime(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http1));
        Assert.Equal(
            string.Concat(Enumerable.Range(1, 20).Select(i => $"HTTP/1.1 /{i}")),
            await CurlAsync(server, "http", "/[1-20]", "--no-progress-meter"));
    }

    [Theory]
    [EveryCarrier]
    public async Task Curl_WhenItSpeaksHttp2InTheClear_ThenIsAnswered(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http2));
        Assert.Equal("HTTP/2 /a", await CurlAsync(server, "http", "/a", "--http2-prior-knowledge"));
    }

    [Theory]
    [EveryCarrier]
    public async Task Curl_WhenItSpeaksTls_ThenVerifiesAndIsAnswered(Carrier carrier)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["ca.pem"], TestCertificate.Value.ExportCertificatePem());
        await using var server = await Server.StartAsync(carrier, Plan(HttpProtocols.Http1AndHttp2) with
        {
            Listen = listen => listen.UseHttps(TestCertificate.Value),
        });
        Assert.Equal("HTTP/2 /a", await CurlAsync(server, "https", "/a", "--cacert", folder["ca.pem"]));
        Assert.Equal("HTTP/1.1 /a", await CurlAsync(server, "https", "/a", "--http1.1", "--cacert", folder["ca.pem"]));
    }

    [Theory]
    [EveryCarrier]
    public async Task Curl_WhenItUploadsAFile_ThenItArrivesWhole(Carrier carrier)
    {
        using var folder = new TemporaryFolder();
        var body = RandomBytes.Of(5_000_000);
        await File.WriteAllBytesAsync(folder["body"], body);
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            Request = async context => await context.Response.WriteAsync(
                Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body))),
        });
        Assert.Equal(
            Convert.ToHexString(SHA256.HashData(body)),
            await CurlAsync(server, "http", "/", "--upload-file", folder["body"]));
    }

    private static ServerPlan Plan(HttpProtocols protocols) => new()
    {
        Listen = listen => listen.Protocols = protocols,
        Request = context => context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Path}"),
    };

    private static async Task<string> CurlAsync(Server server, string scheme, string path, params string[] options)
    {
        string[] where = server.EndPoint is IPEndPoint end
            ? ["--connect-to", $"::127.0.0.1:{end.Port}", $"{scheme}://localhost{path}"]
            : ["--unix-socket", server.Path, $"{scheme}://localhost{path}"];
        string[] usual = ["--silent", "--show-error", "--fail", "--max-time", "100"];
        var start = new ProcessStartInfo("curl", [.. usual, .. options, .. where])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var curl = Process.Start(start)!;
        var errors = curl.StandardError.ReadToEndAsync();
        var output = await curl.StandardOutput.ReadToEndAsync().AtLast();
        await curl.WaitForExitAsync().AtLast();
        Assert.True(curl.ExitCode == 0, $"curl ended with status {curl.ExitCode}: {await errors}{output}");
        return output;
    }
}
