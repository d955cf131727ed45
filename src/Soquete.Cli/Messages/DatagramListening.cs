using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary><c>listen</c> with an address of datagrams.</summary>
internal static class DatagramListening
{
    public static async Task ListenToDatagramsAsync(this Invocation invocation, SocketEndAddress address)
    {
        var typed = invocation.Typed;
        typed.RequireWith(ServingOptions.Max, ListenOptions.Execute);
        typed.RequireWith(ListenOptions.Session, ListenOptions.Execute);
        typed.RefuseTogether(ListenOptions.Messages, ListenOptions.Session);
        var framing = invocation.FramingFor(address);
        var handler = HandlerOf(invocation, framing);
        if (handler is null)
        {
            ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        }

        using var patience = new Patience(
            typed.Count(ListenOptions.Messages), invocation.Settings.Timeout, invocation.Interruption.Stopping);
        await using var socket = await DatagramSocket.BindAsync(address, invocation.Engine, patience.Over);
        invocation.Watch(socket);
        try
        {
            await (handler is null ? PrintAsync(invocation, socket, framing, patience)
                : typed.Has(ListenOptions.Session)
                    ? invocation.ServeSessionsAsync(socket, framing, patience)
                : invocation.ServeAsync(socket, handler, patience));
        }
        catch (OperationCanceledException)
        {
            patience.ThrowIfOver(socket.Address);
            throw;
        }

        patience.ThrowIfOver(socket.Address);
    }

    /// <summary>What is done with each datagram; null where it is printed.</summary>
    private static DatagramHandler? HandlerOf(Invocation invocation, MessageFraming framing) =>
        invocation.Typed.Has(ListenOptions.Echo) ? DatagramHandler.Echo
        : invocation.Typed.Has(ListenOptions.Execute)
            ? DatagramHandler.Execute(
                invocation.Typed.Command(ListenOptions.Execute), framing.Lines,
                invocation.Typed.Count(ServingOptions.Max))
        : null;

    private static async Task PrintAsync(
        Invocation invocation, DatagramSocket socket, MessageFraming framing, Patience patience)
    {
        await using var own = await StreamConnection.ConnectAsync(new StandardStreamsAddress(), patience.Over);
        using var output = new MessageOutput(own, framing.Lines);
        var dialogue = new DatagramDialogue(invocation, socket, patience);
        await dialogue.RunAsync(
            new MessageInput(own, framing), new DatagramPrinter(invocation, socket, output), patience.Over);
    }
}
