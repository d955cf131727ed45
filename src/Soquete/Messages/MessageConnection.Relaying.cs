namespace Soquete.Messages;

/// <content>For relays.</content>
public sealed partial class MessageConnection
{
    /// <summary>Whether the peer is known to be gone in both directions.</summary>
    internal bool IsHungUp => _transport.IsHungUp();

    /// <summary>Sends one message with control data as it is, or none.</summary>
    internal ValueTask PassOnAsync(
        ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> control, CancellationToken cancellationToken) =>
        SendAsync(message, control, cancellationToken);
}
