using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Raw;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary>
/// <c>connect</c> with an address of frames: standard input is put on the link, and what passes printed.
/// </summary>
internal static class LinkConnecting
{
    public static async Task ConnectLinkAsync(this Invocation invocation, PacketAddress address)
    {
        var typed = invocation.Typed;
        var framing = invocation.FramingFor(address);
        var replies = typed.Count(MessageOptions.Replies);
        var wait = typed.Duration(MessageOptions.Wait);
        var end = new TalkEnd(replies, wait ?? (replies is null ? MessageOptions.DefaultWait : null));
        ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        var stopping = invocation.Interruption.Stopping;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(invocation.Settings.Timeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            await TalkAsync(invocation, address, framing, end, limit.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            var time = DurationText.Format(invocation.Settings.Timeout!.Value);
            throw new TimeoutException($"{address}: {end.Missing} within {time}");
        }
    }

    private static async Task TalkAsync(
        Invocation invocation, PacketAddress address, MessageFraming framing, TalkEnd end, CancellationToken over)
    {
        await using var own = await StreamConnection.ConnectAsync(new StandardStreamsAddress(), over);
        // What is sent here is no answer to it.
        var quiet = address with { IgnoreOutgoing = address.IgnoreOutgoing ?? true };
        await using var socket = await PacketSocket.OpenAsync(quiet, cancellationToken: over);
        invocation.Events.Report(LinkEvents.Connected(socket));
        using var output = new MessageOutput(own, framing.Lines);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(over);
        end.Begin(ending);
        try
        {
            var sending = SendAsync(socket, new MessageInput(own, framing), end, ending.Token);
            var receiving = ReceiveAsync(new LinkPrinter(invocation, socket, output), end, ending.Token);
            await Both.EndAsync(sending, receiving, ending);
        }
        finally
        {
            invocation.Events.Report(LinkEvents.Ended(socket));
        }

        over.ThrowIfCancellationRequested();
        end.ThrowIfRepliesAreMissing(address);
    }

    private static async Task SendAsync(
        PacketSocket socket, MessageInput input, TalkEnd end, CancellationToken over)
    {
        while (await input.NextAsync(over) is { } frame)
        {
            await socket.SendAsync(frame, over);
        }

        end.InputEnded();
    }

    /// <summary>Ends without an exception where nothing more is waited for.</summary>
    private static async Task ReceiveAsync(LinkPrinter printer, TalkEnd end, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await printer.PrintNextAsync(over);
                end.ReplyCame();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The wait is over, or everything is.
        }
    }
}
