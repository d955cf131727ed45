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

    /// <summary>The process that sent it: who connects has no name, or one of the kernel's choice.</summary>
    public static string SenderOf(MessageConnection peer, in ReceivedMessage message) =>
        message.Credentials?.ToString() ?? peer.Association.Remote.ToString();
}
