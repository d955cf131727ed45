using System.Text;
using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

/// <summary>Short ways to send and receive texts.</summary>
internal static class MessageReading
{
    /// <summary>More than any message has whose length is not the subject.</summary>
    private const int Room = 64 * 1024;

    public static Task SendTextAsync(this MessageConnection connection, string text) =>
        connection.SendAsync(Encoding.UTF8.GetBytes(text)).Soon();

    /// <summary>Receives one whole message.</summary>
    public static async Task<string> ReceiveTextAsync(this MessageConnection connection)
    {
        var buffer = new byte[Room];
        var message = await connection.ReceiveAsync(buffer).Soon();
        Assert.False(message.IsEnd, "the end");
        Assert.False(message.IsTruncated, $"{message.Length} bytes");
        return Encoding.UTF8.GetString(buffer, 0, message.Count);
    }

    /// <summary>Receives the end, and nothing before it.</summary>
    public static async Task ReceiveEndAsync(this MessageConnection connection)
    {
        var message = await connection.ReceiveAsync(new byte[Room]).Soon();
        Assert.True(message.IsEnd, $"a message of {message.Length} bytes");
        Assert.Equal(
            (0, 0, false, null, null),
            (message.Count, message.Length, message.IsTruncated, message.Credentials, message.Descriptors));
    }

    /// <summary>Sends back what comes, to the end; then ends too.</summary>
    /// <returns>How many messages there were.</returns>
    public static async Task<int> EchoAsync(this MessageConnection connection)
    {
        var buffer = new byte[Room];
        for (var count = 0; ; count++)
        {
            var message = await connection.ReceiveAsync(buffer);
            if (message.IsEnd)
            {
                await connection.CompleteOutputAsync();
                return count;
            }

            await connection.SendAsync(buffer.AsMemory(0, message.Count));
        }
    }
}
