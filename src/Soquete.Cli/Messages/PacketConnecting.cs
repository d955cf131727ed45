using Soquete.Addresses;
using Soquete.Cli.Events;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary><c>connect</c> with an address of sequenced packets, and standard streams joined to such a peer.</summary>
internal static class PacketConnecting
{
    public static async Task ConnectPacketsAsync(this Invocation invocation, UnixSequencedPacketAddress address)
    {
        invocation.Typed.RefuseWith(address, MessageOptions.Wait, MessageOptions.Replies);
        var framing = invocation.FramingFor(address);
        ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        var stopping = invocation.Interruption.Stopping;
        var peer = await MessageConnection.ConnectAsync(
            invocation.WithTimeout(address), invocation.Connections, stopping);
        invocation.Events.Report(AssociationEvents.Connected(peer));
        await invocation.JoinStandardStreamsAsync(peer, framing, stopping);
    }

    /// <summary>Joins this process's standard input and output with a peer, until both have ended.</summary>
    public static async Task JoinStandardStreamsAsync(
        this Invocation invocation, MessageConnection peer, MessageFraming framing,
        CancellationToken cancellationToken)
    {
        await using var closesPeer = peer;
        await using var own = await StreamConnection.ConnectAsync(new StandardStreamsAddress(), cancellationToken);
        using var output = new MessageOutput(own, framing.Lines);
        Exception? failure = null;
        try
        {
            await MessageTalk.RunAsync(
                peer, new MessageInput(own, framing), new MessagePrinter(invocation, output), cancellationToken);
        }
        catch (SoqueteException e)
        {
            failure = e;
            throw;
        }
        finally
        {
            invocation.Events.Report(AssociationEvents.Finished(peer, failure));
        }
    }
}
