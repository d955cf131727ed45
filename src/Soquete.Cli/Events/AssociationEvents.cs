using Soquete.Addresses;
using Soquete.Peers;
using Soquete.Streams;

namespace Soquete.Cli.Events;

/// <summary>
/// What happens to listeners and connections, in the words and the fields that docs/command.md promises.
/// </summary>
internal static class AssociationEvents
{
    public static CommandEvent Listening(StreamListener listener) => ListeningText.EventFor(
        ListeningText.AddressOf(listener.Address), listener.LocalEnds, "", listener.IsOpenToOthers);

    public static CommandEvent Accepted(IConnection connection) => Begun("accepted", connection);

    public static CommandEvent Connected(IConnection connection) => Begun("connected", connection);

    /// <summary>
    /// A connection among many is over. One that failed is told to everyone: nothing else would tell.
    /// </summary>
    public static CommandEvent Ended(IConnection connection, Exception? failure) =>
        Finished(connection, failure) with { Importance = failure is null ? Importance.Detail : Importance.Normal };

    /// <summary>The only connection is over; how it failed is told by the command's own failure.</summary>
    public static CommandEvent Finished(IConnection connection, Exception? failure)
    {
        var association = connection.Association;
        var passed = $"{connection.BytesReceived} bytes received, {connection.BytesSent} bytes sent";
        // What is still under way when a second signal comes, or the grace is over, is not let finish.
        var why = failure is OperationCanceledException ? "it was stopped" : failure?.Message;
        var line = why is null ? $"ended {association}: {passed}" : $"ended {association}: {why} ({passed})";
        return new CommandEvent("ended", line)
        {
            Importance = Importance.Detail,
            Fields =
            [
                .. FieldsOf(association, connection.PeerCredentials),
                ("received", connection.BytesReceived), ("sent", connection.BytesSent),
                ("failure", why), ("errno", (failure as SoqueteException)?.ErrorName),
            ],
        };
    }

    public static CommandEvent Refused(RefusedPeer peer) => new("refused", $"refused {peer.Association}: {peer.Reason}")
    {
        Fields = [.. FieldsOf(peer.Association, peer.Credentials), ("reason", peer.Reason)],
    };

    public static CommandEvent Paused(AcceptPause pause) =>
        new("paused", $"accepting pauses for {DurationText.Format(pause.Pause)}: {pause.ErrorName}")
        {
            Fields = [("errno", pause.ErrorName), ("milliseconds", (long)pause.Pause.TotalMilliseconds)],
        };

    private static CommandEvent Begun(string name, IConnection connection)
    {
        var who = connection.PeerCredentials is { } credentials ? $", {credentials}" : "";
        return new CommandEvent(name, $"{name} {connection.Association}{who}")
        {
            Importance = Importance.Detail,
            Fields = FieldsOf(connection.Association, connection.PeerCredentials),
        };
    }

    private static (string Name, object? Value)[] FieldsOf(Association association, PeerCredentials? credentials) =>
    [
        .. PeerFields.Of(association),
        .. PeerFields.Of(credentials?.ProcessId, credentials?.UserId, credentials?.GroupId),
    ];
}
