using System.Text;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>Datagrams as text, for tests that are about something else than their bytes.</summary>
internal static class DatagramTexts
{
    /// <summary>Room for any datagram.</summary>
    public const int Room = 64 * 1024;

    public static Task SendTextAsync(this DatagramSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text)).Soon();

    public static Task SendTextToAsync(this DatagramSocket socket, string text, DatagramPeer to) =>
        socket.SendToAsync(Encoding.UTF8.GetBytes(text), to).Soon();

    public static Task ReplyTextAsync(this DatagramSocket socket, string text, in ReceivedDatagram received) =>
        socket.ReplyAsync(Encoding.UTF8.GetBytes(text), received).Soon();

    public static async Task<string> ReceiveTextAsync(this DatagramSocket socket) =>
        (await socket.ReceiveWholeAsync()).Text;

    /// <summary>The next datagram, and its bytes as text.</summary>
    public static async Task<(ReceivedDatagram Datagram, string Text)> ReceiveWholeAsync(this DatagramSocket socket)
    {
        var buffer = new byte[Room];
        var datagram = await socket.ReceiveAsync(buffer).Soon();
        return (datagram, Encoding.UTF8.GetString(buffer, 0, datagram.Count));
    }

    /// <summary>Answers every datagram with its own bytes, until the socket is closed.</summary>
    public static async Task EchoAsync(this DatagramSocket socket)
    {
        var buffer = new byte[Room];
        try
        {
            while (true)
            {
                var datagram = await socket.ReceiveAsync(buffer);
                await socket.ReplyAsync(buffer.AsMemory(0, datagram.Count), datagram);
            }
        }
        catch (ObjectDisposedException)
        {
            // The test is over.
        }
    }

    /// <summary>What is in a batch, as text.</summary>
    public static string[] Texts(this DatagramBatch batch)
    {
        var texts = new List<string>();
        foreach (var entry in batch)
        {
            texts.Add(Encoding.UTF8.GetString(entry.Bytes));
        }

        return [.. texts];
    }

    /// <summary>Receives batches until there were so many datagrams.</summary>
    public static async Task<List<byte[]>> ReceiveManyAsync(this DatagramSocket socket, DatagramBatch batch, int count)
    {
        var received = new List<byte[]>();
        while (received.Count < count)
        {
            await socket.ReceiveAsync(batch).Soon();
            foreach (var entry in batch)
            {
                Assert.False(entry.IsTruncated);
                received.Add(entry.Bytes.ToArray());
            }
        }

        return received;
    }
}
