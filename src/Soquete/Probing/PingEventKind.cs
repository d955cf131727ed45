namespace Soquete.Probing;

/// <summary>What can happen to a request.</summary>
public enum PingEventKind
{
    /// <summary>It was answered in time; a TCP port took the connection, a UDP port sent something back.</summary>
    Reply,

    /// <summary>It was answered once more.</summary>
    Duplicate,

    /// <summary>It was answered after it had been told as unanswered.</summary>
    Late,

    /// <summary>An answer to it came with a wrong checksum or wrong bytes. It may still be answered.</summary>
    Corrupted,

    /// <summary>The host says that nobody has the TCP or UDP port: the host is there, and the port is closed.</summary>
    Closed,

    /// <summary>It did not arrive, as a router, the host or this machine's kernel says.</summary>
    Error,

    /// <summary>A router says that another one is nearer. It was passed on all the same.</summary>
    Redirect,

    /// <summary>Nothing came back in time.</summary>
    Unanswered,
}
