using Soquete.Messages;

namespace Soquete.Cli.Events;

/// <summary>
/// What happens on connections that keep messages, in the words and the fields that docs/command.md promises.
/// </summary>
internal static class MessageEvents
{
    public static CommandEvent Listening(MessageListener listener) => ListeningText.EventFor(
        ListeningText.AddressOf(listener.Address), listener.LocalEnds, "", isOpenToOthers: false);

    /// <summary>One message, with all that the kernel knows of it.</summary>
    public static CommandEvent Message(MessageConnection peer, in ReceivedMessage message)
    {
        var from = SenderOf(peer, message);
        var bytes = message.Length == 1 ? "1 byte" : $"{message.Length} bytes";
        return new CommandEvent("message", $"message from {from}: {bytes}")
        {
            Importance = Importance.Detail,
            Fields =
            [
                ("from", peer.Association.Remote.ToString()), ("to", peer.Association.Local.ToString()),
                ("length", message.Length), ("truncated", message.IsTruncated),
                ("descriptors", message.Descriptors?.Count),
                .. PeerFields.Of(message.Credentials),
            ],
        };
    }

    /// <summary>Who sent it: by name or, where it has none, as most have, by the process.</summary>
    public static string SenderOf(MessageConnection peer, in ReceivedMessage message) =>
        peer.Association.Remote.Name is null && message.Credentials is { } credentials
            ? credentials.ToString()
            : peer.Association.Remote.ToString();
}
