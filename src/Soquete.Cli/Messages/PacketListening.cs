using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary><c>listen</c> with an address of sequenced packets.</summary>
internal static class PacketListening
{
    public static async Task ListenToPacketsAsync(this Invocation invocation, UnixSequencedPacketAddress address)
    {
        var typed = invocation.Typed;
        typed.RefuseWith(address, ListenOptions.Session, ListenOptions.Messages);
        typed.RequireWith(ServingOptions.Max, ListenOptions.Keep);
        typed.RefuseTogether(GlobalOptions.Timeout, ListenOptions.Keep);
        var framing = invocation.FramingFor(address);
        var handler = HandlerOf(invocation);
        if (handler is null)
        {
            ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        }

        var stopping = invocation.Interruption.Stopping;
        var listener = await invocation.ListenAsync(address);
        await (!typed.Has(ListenOptions.Keep) ? ServeOneAsync(invocation, listener, handler, framing)
            : handler is not null ? invocation.ServeAsync(listener, handler, stopping)
            : CollectAsync(invocation, listener, framing));
    }

    /// <summary>What is done with each peer; null where what it sends goes to standard output.</summary>
    private static PacketHandler? HandlerOf(Invocation invocation) =>
        invocation.Typed.Has(ListenOptions.Echo) ? (peer, stop) => PacketHandlers.EchoAsync(invocation, peer, stop)
        : invocation.Typed.Has(ListenOptions.Execute)
            ? PacketHandlers.Execute(invocation.Typed.Command(ListenOptions.Execute))
        : null;

    private static async Task ServeOneAsync(
        Invocation invocation, MessageListener listener, PacketHandler? handler, MessageFraming framing)
    {
        MessageConnection peer;
        await using (listener)
        {
            peer = await invocation.InTimeAsync(listener.AcceptAsync, listener.Address);
        }

        invocation.Events.Report(AssociationEvents.Accepted(peer));
        await (handler is null
            ? invocation.JoinStandardStreamsAsync(peer, framing, invocation.Interruption.Ending)
            : handler(peer, invocation.Interruption.Ending));
    }

    /// <summary>
    /// What all of them send goes to standard output; where that takes no more, there is nothing left to do.
    /// </summary>
    private static async Task CollectAsync(Invocation invocation, MessageListener listener, MessageFraming framing)
    {
        var stopping = invocation.Interruption.Stopping;
        await using var own = await StreamConnection.ConnectAsync(new StandardStreamsAddress(), stopping);
        using var output = new MessageOutput(own, framing.Lines);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var printer = new MessagePrinter(invocation, output);
        OutputException? outputFailure = null;
        await invocation.ServeAsync(
            listener,
            async (peer, abandon) =>
            {
                try
                {
                    await printer.PrintAllAsync(peer, abandon);
                    await peer.CloseAsync(abandon);
                }
                catch (OutputException failure)
                {
                    outputFailure ??= failure;
                    await stop.CancelAsync();
                }
            },
            stop.Token);
        if (outputFailure is not null)
        {
            throw outputFailure;
        }
    }
}
