namespace Soquete.SocketTables;

/// <summary>
/// The state of a socket: one of TCP's (RFC 9293, section 3.3.2), which the kernel uses for the other families too.
/// </summary>
public enum SocketState
{
    /// <summary>One that this library does not know.</summary>
    Unknown = 0,

    /// <summary>Connected.</summary>
    Established = 1,

    /// <summary>A SYN was sent.</summary>
    SynSent = 2,

    /// <summary>A SYN was received, and answered.</summary>
    SynReceived = 3,

    /// <summary>Closed here; the FIN is not acknowledged.</summary>
    FinWait1 = 4,

    /// <summary>Closed here, which is acknowledged; the other end still sends.</summary>
    FinWait2 = 5,

    /// <summary>Over; kept for segments that are late. No process has it any more.</summary>
    TimeWait = 6,

    /// <summary>
    /// Neither connected nor listening: a socket without a connection, or a datagram socket without a peer.
    /// </summary>
    Unconnected = 7,

    /// <summary>The other end closed; this one still may send.</summary>
    CloseWait = 8,

    /// <summary>Both closed; the FIN of this end is not acknowledged.</summary>
    LastAck = 9,

    /// <summary>Waits for connections.</summary>
    Listening = 10,

    /// <summary>Both closed at once; the FIN is not acknowledged.</summary>
    Closing = 11,
}
