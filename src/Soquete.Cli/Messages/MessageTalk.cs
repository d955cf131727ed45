using Soquete.Messages;

namespace Soquete.Cli.Messages;

/// <summary>Standard input sent as messages to one peer, and what it sends printed, until both have ended.</summary>
internal static class MessageTalk
{
    private static readonly TimeSpan HangUpCheck = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(
        MessageConnection peer, MessageInput input, MessagePrinter printer, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var sending = SendAsync(peer, input, reading.Token);
        var receiving = ReceiveAsync(peer, printer, sending, reading, stop.Token);
        await Both.EndAsync(receiving, sending, stop);
        cancellationToken.ThrowIfCancellationRequested();
        await peer.CloseAsync(cancellationToken);
    }

    private static async Task SendAsync(MessageConnection peer, MessageInput input, CancellationToken reading)
    {
        try
        {
            while (await input.NextAsync(reading) is { } message)
            {
                await peer.SendAsync(message, reading);
            }

            await peer.CompleteOutputAsync(reading);
        }
        catch (OperationCanceledException) when (peer.IsPeerGone)
        {
            // Nobody is left to send to.
        }
    }

    /// <summary>A peer that has ended its output may still receive; one that is gone takes nothing any more.</summary>
    private static async Task ReceiveAsync(
        MessageConnection peer, MessagePrinter printer, Task sending, CancellationTokenSource reading,
        CancellationToken stop)
    {
        await printer.PrintAllAsync(peer, stop);
        while (!peer.IsPeerGone && !sending.IsCompleted)
        {
            // Nothing wakes who waits neither to receive nor to send.
            await Task.WhenAny(sending, Task.Delay(HangUpCheck, stop));
            stop.ThrowIfCancellationRequested();
        }

        await reading.CancelAsync();
    }
}
