using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Soquete.Benchmarks.Web;

/// <summary>The two answers that are measured: a text, and a small object.</summary>
internal static class Answers
{
    private static ReadOnlySpan<byte> Text => "Hello, World!"u8;

    private static readonly Greeting Hello = new("Hello, World!");

    private static readonly int JsonLength =
        JsonSerializer.SerializeToUtf8Bytes(Hello, GreetingContext.Default.Greeting).Length;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        switch (context.Request.Path.Value)
        {
            case "/plaintext":
                Write(response);
                break;
            case "/json":
                WriteJson(response);
                break;
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }

        // The server flushes when the handler has returned.
        return Task.CompletedTask;
    }

    private static void Write(HttpResponse response)
    {
        response.ContentType = "text/plain";
        response.ContentLength = Text.Length;
        response.BodyWriter.Write(Text);
    }

    private static void WriteJson(HttpResponse response)
    {
        response.ContentType = "application/json";
        response.ContentLength = JsonLength;
        var writer = _writer ??= new Utf8JsonWriter(response.BodyWriter);
        writer.Reset(response.BodyWriter);
        JsonSerializer.Serialize(writer, Hello, GreetingContext.Default.Greeting);
    }
}

/// <summary>The small object.</summary>
internal readonly record struct Greeting(string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Greeting))]
internal sealed partial class GreetingContext : JsonSerializerContext;
