using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>One question to sock_diag(7) about many sockets, and what its answers mean.</summary>
/// <param name="networkNamespace">The namespace that is asked.</param>
internal abstract class SocketDump(ulong networkNamespace) : TableDump<SocketEntry>(networkNamespace)
{
    /// <summary>Buffers as people read them; null where the kernel told of none.</summary>
    protected static SocketMemory? MemoryOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        var memory = new SocketMemoryView(bytes);
        return new SocketMemory(
            memory.ReceiveBytes, memory.ReceiveLimit, memory.SendBytes, memory.SendLimit, memory.QueuedBytes,
            memory.BacklogBytes, memory.Drops);
    }
}
