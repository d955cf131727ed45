namespace Soquete.Mapping;

/// <summary>What can be wrong with an end.</summary>
public enum MapProblemKind
{
    /// <summary>What was received fills at least half of the buffer: its process does not read.</summary>
    FullReceiveQueue,

    /// <summary>
    /// What was sent fills at least half of the buffer: the other end does not read, or the link is slow.
    /// </summary>
    FullSendQueue,

    /// <summary>As many connections wait to be accepted as may.</summary>
    FullBacklog,

    /// <summary>A segment was sent again and is not acknowledged yet.</summary>
    Retransmitting,

    /// <summary>
    /// The other end closed a minute ago or earlier, and this one does not (CLOSE-WAIT), or the reverse (FIN-WAIT-2).
    /// </summary>
    HalfOpen,

    /// <summary>The file that it is bound to is gone, or another one: nobody can connect to it any more.</summary>
    DeletedFile,

    /// <summary>Datagrams were dropped.</summary>
    Drops,
}
