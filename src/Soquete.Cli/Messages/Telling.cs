using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Messages;

namespace Soquete.Cli.Messages;

/// <summary>Tells of single datagrams and messages: that one came, and whether it was cut short.</summary>
internal static class Telling
{
    public static void Tell(
        this Invocation invocation, DatagramSocket socket, in ReceivedDatagram datagram, bool wasAskedFor)
    {
        // Who prints many does not want to pay for lines that nobody sees.
        if (invocation.Events.Shows(ImportanceOf(wasAskedFor)))
        {
            invocation.Events.Report(
                DatagramEvents.Datagram(socket, datagram) with { Importance = ImportanceOf(wasAskedFor) });
        }

        if (datagram.IsTruncated)
        {
            var from = DatagramEvents.SenderOf(datagram);
            invocation.Events.Report(DatagramEvents.Truncated(from, datagram.Count, datagram.Length));
        }
    }

    public static void Tell(
        this Invocation invocation, MessageConnection peer, in ReceivedMessage message, bool wasAskedFor)
    {
        if (invocation.Events.Shows(ImportanceOf(wasAskedFor)))
        {
            invocation.Events.Report(
                MessageEvents.Message(peer, message) with { Importance = ImportanceOf(wasAskedFor) });
        }

        if (message.IsTruncated)
        {
            var from = MessageEvents.SenderOf(peer, message);
            invocation.Events.Report(DatagramEvents.Truncated(from, message.Count, message.Length));
        }
    }

    private static Importance ImportanceOf(bool wasAskedFor) => wasAskedFor ? Importance.Asked : Importance.Detail;
}
