using System.Net.Sockets;

namespace Soquete.SocketTables;

/// <summary>A socket of this machine, as the kernel told of it.</summary>
/// <remarks>Does not change, and is safe for use by several threads.</remarks>
public abstract class SocketEntry
{
    private protected SocketEntry()
    {
    }

    /// <summary>
    /// The number of its inode, which tells it from all others; 0 where no process can have it: it waits in a backlog,
    /// or is over (TIME-WAIT).
    /// </summary>
    public uint Inode { get; init; }

    /// <summary>
    /// What tells it from every socket before and after it, in one boot; 0 where the kernel does not say.
    /// </summary>
    public ulong Cookie { get; init; }

    /// <summary>The network namespace that it is in, by the number of its inode (network_namespaces(7)).</summary>
    public ulong NetworkNamespace { get; init; }

    /// <summary>Its kind.</summary>
    public abstract SocketFamilies Family { get; }

    /// <summary>Stream, datagram, sequenced packet or raw.</summary>
    public SocketType Type { get; init; }

    /// <summary>The state.</summary>
    public SocketState State { get; init; }

    /// <summary>
    /// Bytes that were received and are not read; of a listener, the connections that wait to be accepted.
    /// </summary>
    public uint ReceiveQueue { get; init; }

    /// <summary>
    /// Bytes that were sent and are not acknowledged, or of the unix domain not read; of a listener, how many
    /// connections may wait to be accepted.
    /// </summary>
    public uint SendQueue { get; init; }

    /// <summary>The user whose socket it is; null where the kernel does not say.</summary>
    public uint? UserId { get; init; }

    /// <summary>Buffers, and what was dropped; null where the kernel does not say.</summary>
    public SocketMemory? Memory { get; init; }

    /// <summary>Whether it waits for connections.</summary>
    public bool IsListening => State == SocketState.Listening;

    /// <summary>
    /// What it is bound to, as an address of this library is written, without the scheme; empty for none.
    /// </summary>
    public abstract string LocalText { get; }

    /// <summary>What it is connected to, in the same way; empty for nothing.</summary>
    public abstract string RemoteText { get; }
}
