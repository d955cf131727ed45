namespace Soquete.SocketTables;

/// <summary>
/// The buffers of a socket (SO_MEMINFO, sock_diag(7)). Bytes are what the kernel charges, overhead and all.
/// </summary>
/// <param name="ReceiveBytes">In the receive queue.</param>
/// <param name="ReceiveLimit">How much it may hold (SO_RCVBUF).</param>
/// <param name="SendBytes">On the way out.</param>
/// <param name="SendLimit">How much that may be (SO_SNDBUF).</param>
/// <param name="QueuedBytes">Queued to be sent, and not given to the link yet.</param>
/// <param name="BacklogBytes">Received while a call had the socket.</param>
/// <param name="Drops">Packets that were dropped since it was opened, because it was full for the most part.</param>
public sealed record SocketMemory(
    uint ReceiveBytes, uint ReceiveLimit, uint SendBytes, uint SendLimit, uint QueuedBytes, uint BacklogBytes,
    uint Drops);
