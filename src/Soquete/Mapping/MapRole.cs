namespace Soquete.Mapping;

/// <summary>Which part an end plays.</summary>
public enum MapRole
{
    /// <summary>None that is known.</summary>
    None,

    /// <summary>It waits for connections.</summary>
    Listener,

    /// <summary>It was made by a listener for somebody who connected, accepted or not yet.</summary>
    Accepted,

    /// <summary>It connected.</summary>
    Connected,

    /// <summary>It was made together with its other end (socketpair(2)).</summary>
    Paired,

    /// <summary>A datagram, raw, packet or netlink socket with a name and without a peer.</summary>
    Bound,

    /// <summary>A pipe's end that is read.</summary>
    Reader,

    /// <summary>A pipe's end that is written.</summary>
    Writer,
}
