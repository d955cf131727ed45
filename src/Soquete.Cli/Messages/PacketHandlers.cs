using Soquete.Addresses;
using Soquete.Cli.Serving;
using Soquete.Cli.Verbs;
using Soquete.Messages;

namespace Soquete.Cli.Messages;

/// <summary>Serves one peer that sends messages to its end.</summary>
internal delegate Task PacketHandler(MessageConnection peer, CancellationToken cancellationToken);

/// <summary>What <c>listen</c> can do with such a peer.</summary>
internal static class PacketHandlers
{
    /// <summary>Sends each message back, and ends when the peer has.</summary>
    public static async Task EchoAsync(
        Invocation invocation, MessageConnection peer, CancellationToken cancellationToken)
    {
        var isTold = invocation.Typed.Has(MessageOptions.From);
        var buffer = new byte[LongestMessage.ReceivedOverUnix];
        ReceivedMessage message;
        while (!(message = await peer.ReceiveAsync(buffer, cancellationToken)).IsEnd)
        {
            using var passed = message.Descriptors;
            invocation.Tell(peer, message, isTold);
            await peer.SendAsync(buffer.AsMemory(0, message.Count), cancellationToken);
        }

        await peer.CloseAsync(cancellationToken);
    }

    /// <summary>Throws away what a peer sends, until it has ended.</summary>
    public static async Task DiscardAsync(MessageConnection peer, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestMessage.ReceivedOverUnix];
        ReceivedMessage message;
        do
        {
            message = await peer.ReceiveAsync(buffer, cancellationToken);
            message.Descriptors?.Dispose();
        }
        while (!message.IsEnd);
    }

    /// <summary>
    /// Runs a command of its own for each peer, with the connection as its standard input and output.
    /// </summary>
    public static PacketHandler Execute(ExecAddress command) => async (peer, cancellationToken) =>
        CommandFailedException.ThrowIfFailed(
            command, await MessageCommandHandler.RunAsync(peer, command, cancellationToken));
}
