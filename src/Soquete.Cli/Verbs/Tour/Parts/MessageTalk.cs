using System.Text;
using Soquete.Messages;

namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>What a role does with connections that keep the boundaries of messages.</summary>
internal static class MessageTalk
{
    /// <summary>More than any message of a stop has.</summary>
    private const int BufferBytes = 64;

    /// <summary>Listens on the address that the tour gives, and tells the tour where that is.</summary>
    public static async Task<MessageListener> ListenForMessagesAsync(this Part part)
    {
        var listener = await MessageListener.ListenAsync(await part.OrderedAsync(Order.Listen), part.Stopping);
        part.TellListening(listener.Address);
        return listener;
    }

    public static async Task<MessageConnection> AcceptAsync(this Part part, MessageListener listener)
    {
        var connection = await listener.AcceptAsync(part.Stopping);
        part.Tell(connection.Association);
        return connection;
    }

    /// <summary>Connects to the address that the tour gives.</summary>
    public static async Task<MessageConnection> ConnectForMessagesAsync(this Part part)
    {
        var address = await part.OrderedAsync(Order.Connect);
        var connection = await MessageConnection.ConnectAsync(address, part.Stopping);
        part.Tell(connection.Association);
        return connection;
    }

    public static ValueTask SendAsync(this Part part, MessageConnection connection, string text) =>
        connection.SendAsync(Encoding.ASCII.GetBytes(text), part.Stopping);

    /// <summary>Receives one message, which has to hold this text and nothing else.</summary>
    public static async Task ReceiveAsync(this Part part, MessageConnection connection, string expected)
    {
        var buffer = new byte[BufferBytes];
        var message = await connection.ReceiveAsync(buffer, part.Stopping);
        if (message.IsEnd)
        {
            throw new StopFailedException($"the peer ended where '{Printable.Shorten(expected)}' was expected");
        }

        Expectation.Require(expected, Encoding.ASCII.GetString(buffer, 0, message.Count));
    }

    public static async Task ReceiveEndAsync(this Part part, MessageConnection connection)
    {
        if (await connection.ReceiveAsync(new byte[BufferBytes], part.Stopping) is { IsEnd: false, Length: var length })
        {
            throw new StopFailedException($"a message of {length} bytes arrived where the end was expected");
        }
    }
}
