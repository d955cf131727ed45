using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Cli.Messages;

/// <summary>
/// Standard input sent as datagrams, and what comes back printed, until there is nothing more to wait for.
/// </summary>
internal sealed class DatagramTalk(Address address, DatagramSocket socket, DatagramPeer? to, TalkEnd end)
{
    private readonly byte[] _buffer = new byte[LongestMessage.Received(address)];

    /// <summary>Until the end of input, and of what is waited for after it.</summary>
    public async Task RunAsync(MessageInput input, DatagramPrinter printer, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.Begin(over);
        var sending = SendAsync(input, over.Token);
        var receiving = ReceiveAsync(printer, over.Token);
        await Both.EndAsync(sending, receiving, over);
        cancellationToken.ThrowIfCancellationRequested();
        end.ThrowIfRepliesAreMissing(address);
    }

    private async Task SendAsync(MessageInput input, CancellationToken over)
    {
        while (await input.NextAsync(over) is { } message)
        {
            await (to is { } peer ? socket.SendToAsync(message, peer, over) : socket.SendAsync(message, over));
        }

        end.InputEnded();
    }

    /// <summary>Ends without an exception where nothing more is waited for.</summary>
    private async Task ReceiveAsync(DatagramPrinter printer, CancellationToken over)
    {
        try
        {
            while (true)
            {
                var reply = await socket.ReceiveAsync(_buffer, over);
                await printer.PrintAsync(reply, _buffer.AsMemory(0, reply.Count), over);
                end.ReplyCame();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The wait is over, or everything is.
        }
    }
}
