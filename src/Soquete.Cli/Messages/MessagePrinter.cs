using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Messages;

namespace Soquete.Cli.Messages;

/// <summary>Prints the messages of connections, with who sent each where that was asked for.</summary>
internal sealed class MessagePrinter(Invocation invocation, MessageOutput output)
{
    private readonly bool _showsSender = invocation.Typed.Has(MessageOptions.From);

    /// <summary>Prints what a peer sends, until its end.</summary>
    public async Task PrintAllAsync(MessageConnection peer, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestMessage.ReceivedOverUnix];
        while (true)
        {
            var message = await peer.ReceiveAsync(buffer, cancellationToken);
            if (message.IsEnd)
            {
                return;
            }

            using var passed = message.Descriptors;
            invocation.Tell(peer, message, wasAskedFor: _showsSender && invocation.Settings.Json);
            var prefix = _showsSender && !invocation.Settings.Json
                ? $"{MessageEvents.SenderOf(peer, message)}: "
                : null;
            await output.WriteAsync(prefix, buffer.AsMemory(0, message.Count), cancellationToken);
        }
    }
}
