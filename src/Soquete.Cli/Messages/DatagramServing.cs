using Soquete.Cli.Events;
using Soquete.Cli.Serving;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Datagrams.Serving;

namespace Soquete.Cli.Messages;

/// <summary>Each datagram that comes, served by a handler.</summary>
internal static class DatagramServing
{
    public static async Task ServeAsync(
        this Invocation invocation, DatagramSocket socket, DatagramHandler handler, Patience patience)
    {
        var isTold = invocation.Typed.Has(MessageOptions.From);
        var server = new DatagramServer(socket, invocation.EndedWith(handler.HandleAsync))
        {
            Grace = invocation.Interruption.Grace,
            BufferBytes = LongestMessage.Received(socket.Address),
            MaxDatagrams = patience.Wanted,
            MaxAtOnce = handler.MaxAtOnce,
            OnReceived = request =>
            {
                patience.Came();
                invocation.Tell(socket, request.Received, isTold);
            },
            OnFailed = (request, failure) => invocation.Events.Report(DatagramEvents.Failed(request, failure)),
        };
        await server.RunAsync(patience.Over);
    }
}
