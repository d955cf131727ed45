using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Raw;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary><c>listen</c> with an address of frames: what passes the interface is printed.</summary>
internal static class LinkListening
{
    public static async Task ListenToLinkAsync(this Invocation invocation, PacketAddress address)
    {
        var typed = invocation.Typed;
        typed.RefuseWith(
            address, ListenOptions.Keep, ListenOptions.Execute, ListenOptions.Echo, ListenOptions.Session,
            ServingOptions.Max, MessageOptions.Chunk, EngineArguments.Engine, EngineArguments.Threads,
            EngineArguments.Spin);
        ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        using var patience = new Patience(
            typed.Count(ListenOptions.Messages), invocation.Settings.Timeout, invocation.Interruption.Stopping);
        await using var socket = await PacketSocket.OpenAsync(address, cancellationToken: patience.Over);
        invocation.Events.Report(LinkEvents.Listening(socket));
        await using var own = await StreamConnection.ConnectAsync(new StandardStreamsAddress(), patience.Over);
        using var output = new MessageOutput(own, typed.Has(MessageOptions.Line));
        var printer = new LinkPrinter(invocation, socket, output);
        try
        {
            while (!patience.IsSatisfied)
            {
                await printer.PrintNextAsync(patience.Over);
                patience.Came();
            }
        }
        catch (OperationCanceledException)
        {
            patience.ThrowIfOver(address);
            throw;
        }
        finally
        {
            invocation.Events.Report(LinkEvents.Ended(socket));
        }
    }
}
