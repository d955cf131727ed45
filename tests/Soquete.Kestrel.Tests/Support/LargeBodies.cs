using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>
/// Bodies that are larger than every buffer on their way, one way at a time: a client of .NET reads no answer before it
/// has sent its request.
/// </summary>
internal static class LargeBodies
{
    public const string Path = "/large";

    /// <summary>Answers a body with its hash, and a length with so many bytes.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await context.Response.WriteAsync(Hash(await SHA256.HashDataAsync(context.Request.Body)));
            return;
        }

        var length = int.Parse(context.Request.Query["length"]!, CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(RandomBytes.Of(length));
    }

    public static async Task CheckAsync(HttpClient http, int length)
    {
        var body = RandomBytes.Of(length);
        using var answer = await http.PostAsync(Path[1..], new ByteArrayContent(body));
        Assert.Equal(Hash(SHA256.HashData(body)), await answer.Content.ReadAsStringAsync());
        Assert.Equal(body, await http.GetByteArrayAsync($"{Path[1..]}?length={length}"));
    }

    private static string Hash(byte[] hash) => Convert.ToHexString(hash);
}
