using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Serving;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Datagrams.Serving;

namespace Soquete.Cli.Messages;

/// <summary><c>listen</c> with a process for each peer that sends datagrams.</summary>
internal static class DatagramSessions
{
    public static async Task ServeSessionsAsync(
        this Invocation invocation, DatagramSocket socket, MessageFraming framing, Patience patience)
    {
        var command = invocation.Typed.Command(ListenOptions.Execute);
        var isTold = invocation.Typed.Has(MessageOptions.From);
        var ends = (SocketEndAddress)socket.Address;
        var server = new DatagramSessionServer(
            socket,
            invocation.EndedWith<DatagramSession>(
                (session, ended) => RunAsync(session, command, framing.Lines, ended)))
        {
            Grace = invocation.Interruption.Grace,
            BufferBytes = LongestMessage.Received(socket.Address),
            MaxSessions = invocation.Typed.Count(ServingOptions.Max) ?? ends.MaxSessions
                ?? DatagramSessionServer.DefaultMaxSessions,
            OnReceived = datagram =>
            {
                patience.Came();
                invocation.Tell(socket, datagram, isTold);
            },
            OnBegun = session => invocation.Events.Report(DatagramEvents.SessionBegun(session)),
            OnEnded = (session, failure) => invocation.Events.Report(DatagramEvents.SessionEnded(session, failure)),
        };
        await server.RunAsync(patience.Over);
    }

    private static async Task RunAsync(
        DatagramSession session, ExecAddress command, bool asLines, CancellationToken ended) =>
        CommandFailedException.ThrowIfFailed(
            command, await DatagramCommandHandler.RunAsync(session, command, asLines, ended));
}
