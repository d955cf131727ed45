using Soquete.Interop;
using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>One question to the kernel about many things of a kind, and what its answers mean.</summary>
/// <typeparam name="T">What they are here.</typeparam>
/// <param name="networkNamespace">The namespace that is asked.</param>
internal abstract class TableDump<T>(ulong networkNamespace)
    where T : class
{
    /// <summary>How often an answer that was interrupted is asked for again.</summary>
    private const int MostTries = 4;

    /// <summary>What is asked for, in words.</summary>
    public abstract string What { get; }

    /// <summary>The option of the kernel's that has to be on, or its module to be there.</summary>
    public abstract string Requirement { get; }

    protected ulong NetworkNamespace { get; } = networkNamespace;

    /// <summary>Asks, and takes what comes.</summary>
    /// <param name="socket">Whom it is asked through.</param>
    /// <param name="buffer">Where parts of the answer go.</param>
    /// <param name="sequence">The number of the last question, which is counted up.</param>
    /// <param name="found">Where they go.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    /// <returns>EINTR where the answer was interrupted each time.</returns>
    public Errno Run(
        NetlinkSocket socket, byte[] buffer, ref uint sequence, List<T> found,
        CancellationToken cancellationToken)
    {
        var before = found.Count;
        for (var tries = 1; ; tries++)
        {
            sequence++;
            var error = Ask(socket, sequence);
            var isInterrupted = false;
            for (var isOver = error != Errno.None; !isOver;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                error = socket.Receive(buffer, out var count);
                isOver = error != Errno.None
                    || TakePart(buffer.AsSpan(0, count), sequence, found, ref isInterrupted, out error);
            }

            if (error != Errno.None || !isInterrupted || tries == MostTries)
            {
                return error == Errno.None && isInterrupted ? Errno.EINTR : error;
            }

            found.RemoveRange(before, found.Count - before);
        }
    }

    protected abstract int WriteRequest(Span<byte> destination, uint sequence);

    /// <summary>One from a message's payload; null where it is none that was asked for.</summary>
    protected abstract T? Read(ReadOnlySpan<byte> payload);

    private Errno Ask(NetlinkSocket socket, uint sequence)
    {
        Span<byte> request = stackalloc byte[DiagnosticsRequest.MaxLength];
        var length = WriteRequest(request, sequence);
        return socket.Send(request[..length]);
    }

    /// <returns>Whether it was the last one.</returns>
    private bool TakePart(
        ReadOnlySpan<byte> part, uint sequence, List<T> found, ref bool isInterrupted, out Errno error)
    {
        error = Errno.None;
        var messages = new NetlinkMessages(part);
        while (messages.MoveNext())
        {
            var message = messages.Current;
            if (message.Sequence != sequence)
            {
                continue;
            }

            isInterrupted |= (message.Flags & NetlinkFlags.DumpInterrupted) != 0;
            if (message.Type is NetlinkType.Done or NetlinkType.Error)
            {
                error = (Errno)message.Error;
                return true;
            }

            if (message.Type >= NetlinkType.TcpDiagnostics && Read(message.Payload) is { } one)
            {
                found.Add(one);
            }
        }

        error = messages.IsMalformed || part.IsEmpty ? Errno.EBADMSG : Errno.None;
        return error != Errno.None;
    }
}
