using System.Text;
using Soquete.Streams;

namespace Soquete.Tests.Support;

/// <summary>Short ways to send and receive texts.</summary>
internal static class ConnectionReading
{
    public static Task SendTextAsync(this StreamConnection connection, string text) =>
        connection.SendAsync(Encoding.UTF8.GetBytes(text)).Soon();

    /// <summary>Receives exactly so many bytes.</summary>
    public static async Task<byte[]> ReceiveExactlyAsync(this StreamConnection connection, int count)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var received = await connection.ReceiveAsync(bytes.AsMemory(filled)).Soon();
            Assert.True(received > 0, $"the end after {filled} of {count} bytes");
            filled += received;
        }

        return bytes;
    }

    public static async Task<string> ReceiveTextAsync(this StreamConnection connection, int length) =>
        Encoding.UTF8.GetString(await connection.ReceiveExactlyAsync(length));

    /// <summary>Receives to the end.</summary>
    public static async Task<string> ReceiveToEndAsync(this StreamConnection connection)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await connection.ReceiveAsync(buffer).Soon() is var count && count > 0)
        {
            bytes.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Sends back what comes, to the end; then ends too.</summary>
    public static async Task EchoAsync(this StreamConnection connection)
    {
        var buffer = new byte[64 * 1024];
        while (await connection.ReceiveAsync(buffer) is var count && count > 0)
        {
            await connection.SendAsync(buffer.AsMemory(0, count));
        }

        await connection.CompleteOutputAsync();
    }
}
