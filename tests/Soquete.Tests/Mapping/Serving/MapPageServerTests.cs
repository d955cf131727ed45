using System.Text;
using Soquete.Addresses;
using Soquete.Mapping.Serving;
using Soquete.Streams;
using Soquete.Tests.Mapping.Drawing;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Serving;

public class MapPageServerTests
{
    private static readonly MapPageServerOptions Quick = new()
    {
        Interval = TimeSpan.FromMilliseconds(20), Capture = TypicalMap.Create,
    };

    [Fact]
    public async Task Page_WhenAskedForWithItsToken_ThenIsServedSafely()
    {
        await using var server = await StartAsync();
        var answer = await Child.RunAsync($"curl -si {server.Url}");
        Assert.StartsWith("HTTP/1.1 200 OK", answer);
        Assert.Contains("Cache-Control: no-store", answer);
        Assert.Contains("X-Content-Type-Options: nosniff", answer);
        Assert.Contains("Referrer-Policy: no-referrer", answer);
        Assert.Contains("Content-Security-Policy: default-src 'none'; style-src 'nonce-", answer);
        Assert.Contains("<body data-live=\"true\">", answer);
        Assert.Equal(0, server.Captured);
    }

    [Theory]
    [InlineData("", "403")]
    [InlineData("0123456789abcdef0123456789abcdef/", "403")]
    [InlineData("TOKEN", "404")]
    [InlineData("TOKEN/x", "404")]
    [InlineData("TOKEN/", "200")]
    [InlineData("TOKEN/?a=b", "200")]
    [InlineData("TOKEN/ -I", "200")]
    [InlineData("TOKEN/events -I", "200")]
    [InlineData("TOKEN/ -X PUT", "405")]
    [InlineData("TOKEN/ -d x", "400")]
    [InlineData("TOKEN/ -H Host:evil.example", "403")]
    [InlineData("TOKEN/ -H Host:localhost:1", "200")]
    [InlineData("TOKEN/ -H Host:", "400")]
    [InlineData("TOKEN/ --http1.0", "200")]
    public async Task Request_WhenOfAKind_ThenHasItsStatus(string request, string expected)
    {
        await using var server = await StartAsync();
        var token = server.Url.AbsolutePath.Trim('/');
        var line = $"http://{server.Url.Authority}/{request.Replace("TOKEN", token)}";
        Assert.Equal(expected, await StatusAsync(line));
    }

    [Fact]
    public async Task Unix_WhenListenedOn_ThenServesToo()
    {
        using var folder = new TemporaryFolder();
        await using var server = await MapPageServer.StartAsync(new UnixAddress(folder["map.sock"]), Quick);
        var page = await Child.RunAsync($"curl -s --unix-socket {folder["map.sock"]} {server.Url}");
        Assert.Contains("</html>", page);
    }

    [Fact]
    public async Task Address_WhenOpenToOthers_ThenTakesPermission()
    {
        var address = Address.Parse("tcp4:*:0");
        var failure = await Assert.ThrowsAsync<SoqueteException>(() => MapPageServer.StartAsync(address, Quick));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        await using var server = await MapPageServer.StartAsync(address, Quick with { AllowRemote = true });
        Assert.Equal("127.0.0.1", server.Url.Host);
        Assert.Equal("200", await StatusAsync($"{server.Url} -H Host:192.0.2.1"));
        Assert.Equal("403", await StatusAsync($"{server.Url} -H Host:evil.example"));
    }

    [Fact]
    public async Task Events_WhenSeveralLook_ThenOneMapIsCapturedForAll()
    {
        await using var server = await StartAsync();
        await using var first = await LookAsync(server);
        await using var second = await LookAsync(server);
        var before = server.Captured;
        await Task.WhenAll(
            first.Until(text => Count(text, "event: map") > 3), second.Until(text => Count(text, "event: map") > 3));
        Assert.Contains("HTTP/1.1 200 OK", first.Text);
        Assert.Contains("Content-Type: text/event-stream", first.Text);
        Assert.Equal(2, server.Viewers);
        Assert.True(server.Captured > before);
    }

    [Fact]
    public async Task Events_WhenNobodyLooksAnyMore_ThenNothingIsCaptured()
    {
        var captures = 0;
        await using var server = await StartAsync(Quick with
        {
            Capture = () =>
            {
                Interlocked.Increment(ref captures);
                return TypicalMap.Create();
            },
        });
        await using (var viewer = await LookAsync(server))
        {
            await viewer.Until(text => Count(text, "event: map") > 1);
        }

        await Eventually.HoldsAsync(() => server.Viewers == 0);
        // The one that was under way may still end.
        var seen = Volatile.Read(ref captures);
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        Assert.InRange(Volatile.Read(ref captures), seen, seen + 1);
    }

    [Fact]
    public async Task Viewer_WhenItDoesNotRead_ThenIsDroppedAndOthersGoOn()
    {
        var large = RandomMap.Of(new Random(1), 200);
        await using var server = await StartAsync(Quick with
        {
            Capture = () => large, Patience = TimeSpan.FromMilliseconds(500),
        });
        await using var stuck = await RequestAsync(server, "events");
        await using var other = await LookAsync(server);
        await Eventually.HoldsAsync(() => server.Viewers == 2);
        await Eventually.HoldsAsync(() => server.Viewers == 1);
        var before = Count(other.Text, "event: map");
        await other.Until(text => Count(text, "event: map") > before);
    }

    [Fact]
    public async Task Viewers_WhenTooMany_ThenAreToldToComeLater()
    {
        await using var server = await StartAsync(Quick with { MostViewers = 1 });
        await using var first = await LookAsync(server);
        await first.Until(text => text.Contains("event: map"));
        Assert.Equal("503", await StatusAsync($"{server.Url}events"));
    }

    [Fact]
    public async Task Capture_WhenItFails_ThenThePageIsTold()
    {
        await using var server = await StartAsync(Quick with
        {
            Capture = () => throw new SoqueteException(FailureKind.NotPermitted, null, "no \"diagnostics\"\n"),
        });
        await using var viewer = await LookAsync(server);
        await viewer.Until(text => text.Contains("event: problem\ndata: \"no \\u0022diagnostics\\u0022\\n\"\n\n"));
    }

    [Fact]
    public async Task Capture_WhenItThrowsOtherwise_ThenTheServerEndsWithThat()
    {
        await using var server = await StartAsync(Quick with
        {
            Capture = () => throw new InvalidOperationException("on purpose"),
        });
        await using var viewer = await LookAsync(server);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => server.Completion.Soon());
        Assert.Equal("on purpose", failure.Message);
    }

    [Fact]
    public async Task Request_WhenItNeverEnds_ThenIsRefusedInTheEnd()
    {
        await using var server = await StartAsync(Quick with { Patience = TimeSpan.FromMilliseconds(200) });
        await using var slow = await ConnectAsync(server);
        await slow.SendAsync("GET / HTTP/1.1\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 408 ", await ReadAsync(slow));
        await using var large = await ConnectAsync(server);
        await large.SendAsync(new byte[HttpRequest.MostBytes]);
        Assert.StartsWith("HTTP/1.1 431 ", await ReadAsync(large));
    }

    [Fact]
    public async Task Server_WhenDisposed_ThenViewersSeeTheEnd()
    {
        var server = await StartAsync();
        await using var viewer = await LookAsync(server);
        await viewer.Until(text => text.Contains("event: map"));
        await server.DisposeAsync().Soon();
        await viewer.Ended.Soon();
        Assert.True(server.Completion.IsCompletedSuccessfully);
    }

    private static Task<MapPageServer> StartAsync(MapPageServerOptions? options = null) =>
        MapPageServer.StartAsync(Address.Parse("tcp:127.0.0.1:0"), options ?? Quick);

    /// <summary>What curl says of a request: its address, and options.</summary>
    private static async Task<string> StatusAsync(string request) =>
        (await Child.RunAsync($"curl -s -o /dev/null -w '%{{http_code}}' {request}")).Trim();

    private static ValueTask<StreamConnection> ConnectAsync(MapPageServer server) =>
        StreamConnection.ConnectAsync(server.Address);

    private static async Task<StreamConnection> RequestAsync(MapPageServer server, string place)
    {
        var connection = await ConnectAsync(server);
        var head = $"GET {server.Url.AbsolutePath}{place} HTTP/1.1\r\nHost: localhost\r\n\r\n";
        await connection.SendAsync(Encoding.ASCII.GetBytes(head));
        return connection;
    }

    private static async Task<Viewer> LookAsync(MapPageServer server) =>
        new(await RequestAsync(server, "events"));

    private static async Task<string> ReadAsync(StreamConnection connection)
    {
        using var reader = new StreamReader(connection.AsStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync().Soon();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>A browser that reads events as they come.</summary>
    private sealed class Viewer : IAsyncDisposable
    {
        private readonly StreamConnection _connection;
        private readonly StringBuilder _text = new();

        public Viewer(StreamConnection connection)
        {
            _connection = connection;
            Ended = ReadAsync();
        }

        public Task Ended { get; }

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public Task Until(Func<string, bool> condition) => Eventually.HoldsAsync(() => condition(Text));

        public async ValueTask DisposeAsync()
        {
            _connection.Abort();
            await Ended.Soon();
        }

        private async Task ReadAsync()
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await _connection.ReceiveAsync(buffer) is > 0 and var count)
                {
                    lock (_text)
                    {
                        _text.Append(Encoding.ASCII.GetString(buffer, 0, count));
                    }
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
            {
                // The test ends it, or the server does.
            }
        }
    }
}
