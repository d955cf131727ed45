namespace Soquete.Relaying.Messages;

/// <summary>Who gets what comes out of an impaired line.</summary>
internal interface IRecipient
{
    /// <summary>Sends it, and releases it.</summary>
    ValueTask DeliverAsync(OwnedMessage message, CancellationToken cancellationToken);

    /// <summary>The line makes a copy of a message for it.</summary>
    OwnedMessage Duplicate(OwnedMessage message);

    /// <summary>It does not come out: it was lost on purpose, or thrown away.</summary>
    void Discard(OwnedMessage message);
}
