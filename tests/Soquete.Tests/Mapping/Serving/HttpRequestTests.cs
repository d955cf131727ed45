using System.Text;
using Soquete.Mapping.Serving;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Mapping.Serving;

public class HttpRequestTests(ITestOutputHelper output)
{
    private const string Good = "GET /a/b?c=d HTTP/1.1\r\nHost: LocalHost:8080\r\nAccept: */*\r\n\r\n";

    [Fact]
    public void Request_WhenWhole_ThenIsRead()
    {
        Assert.True(HttpRequest.TryParse(Encoding.ASCII.GetBytes(Good), out var request, out _));
        Assert.Equal(new HttpRequest("GET", "/a/b", "localhost"), request);
    }

    [Theory]
    [InlineData("[::1]:80", "[::1]")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("a:b", "a:b")]
    public void Host_WhenWithAPort_ThenIsReadWithoutIt(string given, string expected)
    {
        Assert.True(HttpRequest.TryParse(Head($"GET / HTTP/1.1\r\nHost:{given}\r\n\r\n"), out var request, out _));
        Assert.Equal(expected, request.Host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n b: c\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\nHost: a\r\n\r\n")]
    [InlineData("GET  HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET a HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("G(T / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / FTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\nmore")]
    public void Request_WhenMalformed_ThenIsBad(string text)
    {
        Assert.False(HttpRequest.TryParse(Head(text), out _, out var problem));
        Assert.Equal(HttpStatus.BadRequest, problem);
    }

    [Fact]
    public void Version_WhenAnother_ThenThatIsSaid()
    {
        Assert.False(HttpRequest.TryParse(Head("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), out _, out var problem));
        Assert.Equal(HttpStatus.VersionNotSupported, problem);
    }

    /// <summary>Whatever comes is read or refused, and what was read could be written again.</summary>
    [Fact]
    public void Requests_WhenOfChance_ThenAreReadOrRefused()
    {
        var random = SeededRandom.Create(output);
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var head = Mutated(random);
            if (HttpRequest.TryParse(head, out var request, out var problem))
            {
                read++;
                var again = Head($"{request.Method} {request.Path} HTTP/1.1\r\nHost: {request.Host}:1\r\n\r\n");
                Assert.True(HttpRequest.TryParse(again, out var second, out _), Encoding.Latin1.GetString(head));
                Assert.Equal(request, second);
            }
            else
            {
                Assert.NotEqual(HttpStatus.Ok, problem);
            }
        }

        Assert.InRange(read, 1000, 19_000);
    }

    private static byte[] Mutated(Random random)
    {
        var head = Encoding.ASCII.GetBytes(Good).ToList();
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var place = random.Next(head.Count);
            switch (random.Next(4))
            {
                case 0:
                    head[place] = (byte)random.Next(256);
                    break;
                case 1:
                    head.RemoveAt(place);
                    break;
                case 2:
                    head.Insert(place, (byte)"\r\n: \0/?#%\t"[random.Next(10)]);
                    break;
                default:
                    head.InsertRange(place, head[place..Math.Min(head.Count, place + random.Next(40))]);
                    break;
            }
        }

        return [.. head];
    }

    private static byte[] Head(string text) => Encoding.Latin1.GetBytes(text);
}
