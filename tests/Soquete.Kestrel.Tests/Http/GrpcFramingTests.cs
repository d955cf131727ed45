using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Soquete.Kestrel.Tests.Http;

/// <summary>
/// The framing of gRPC: messages with a flag and a length before each, both ways at once, and the status in trailers.
/// </summary>
public class GrpcFramingTests
{
    private const string MediaType = "application/grpc";

    [Theory]
    [EveryCarrier]
    public async Task Call_WhenOneMessageIsAnsweredByOne_ThenTheStatusFollows(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan());
        using var http = server.Http(HttpVersion.Version20);
        using var request = Request(new ByteArrayContent(Frame("hello"u8)));
        using var answer = await http.SendAsync(request).Soon();
        Assert.Equal(Frame("hello"u8), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("0", answer.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Theory]
    [EveryCarrier]
    public async Task Call_WhenMessagesGoBothWays_ThenEachIsAnsweredAsItComes(Carrier carrier)
    {
        await using var server = await Server.StartAsync(carrier, Plan());
        using var http = server.Http(HttpVersion.Version20);
        var sending = new SentMessages();
        using var request = Request(sending);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon();
        var requests = await sending.Stream.Soon();
        await using var answers = await answer.Content.ReadAsStreamAsync();
        for (var i = 0; i < 100; i++)
        {
            var message = RandomBytes.Of(i * 331);
            await requests.WriteAsync(Frame(message)).Soon();
            await requests.FlushAsync().Soon();
            Assert.Equal(message, await ReadFrameAsync(answers));
        }

        sending.End();
        Assert.Null(await ReadFrameAsync(answers));
        Assert.Equal("0", answer.TrailingHeaders.GetValues("grpc-status").Single());
    }

    /// <summary>A server that gives each message back.</summary>
    private static ServerPlan Plan() => new()
    {
        Listen = listen => listen.Protocols = HttpProtocols.Http2,
        Request = async context =>
        {
            Assert.Equal(MediaType, context.Request.ContentType);
            context.Response.ContentType = MediaType;
            await context.Response.Body.FlushAsync();
            while (await ReadFrameAsync(context.Request.Body) is { } message)
            {
                await context.Response.Body.WriteAsync(Frame(message));
            }

            context.Response.AppendTrailer("grpc-status", "0");
        },
    };

    private static HttpRequestMessage Request(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        return new HttpRequestMessage(HttpMethod.Post, "test.Echo/Call")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content,
            Headers = { TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
        };
    }

    private static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    /// <returns>The next message; null at the end.</returns>
    private static async Task<byte[]?> ReadFrameAsync(Stream stream)
    {
        var head = new byte[5];
        if (await stream.ReadAtLeastAsync(head, 5, throwOnEndOfStream: false).Soon() < 5)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        await stream.ReadExactlyAsync(message).Soon();
        return message;
    }

    /// <summary>A body that is written as the call goes on.</summary>
    private sealed class SentMessages : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Stream> Stream => _stream.Task;

        public void End() => _end.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _stream.SetResult(stream);
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }
    }
}
