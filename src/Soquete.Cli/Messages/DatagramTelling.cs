using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;

namespace Soquete.Cli.Messages;

/// <summary>Tells of single datagrams.</summary>
internal static class DatagramTelling
{
    /// <summary>That one came, and whether it was cut short.</summary>
    public static void Tell(
        this Invocation invocation, DatagramSocket socket, in ReceivedDatagram datagram, bool wasAskedFor)
    {
        // Who prints many datagrams does not want to pay for lines that nobody sees.
        var importance = wasAskedFor ? Importance.Asked : Importance.Detail;
        if (invocation.Events.Shows(importance))
        {
            invocation.Events.Report(DatagramEvents.Datagram(socket, datagram) with { Importance = importance });
        }

        if (datagram.IsTruncated)
        {
            invocation.Events.Report(DatagramEvents.Truncated(datagram));
        }
    }
}
