using System.Net.Sockets;
using Soquete.SocketTables;

namespace Soquete.Mapping.Problems;

/// <summary>What is wrong with a socket, from what the kernel tells of it.</summary>
internal static class EndProblems
{
    /// <summary>How long one half may be closed before it is remarkable.</summary>
    public static readonly TimeSpan LongHalfOpen = TimeSpan.FromSeconds(60);

    /// <summary>The problems; the same empty list for none.</summary>
    public static IReadOnlyList<MapProblem> Of(SocketEntry socket)
    {
        if (socket.IsListening)
        {
            return socket.ReceiveQueue > 0 && socket.ReceiveQueue >= socket.SendQueue
                ? [new MapProblem(
                    MapProblemKind.FullBacklog, $"{socket.ReceiveQueue} connections wait, of {socket.SendQueue}")]
                : [];
        }

        List<MapProblem>? problems = null;
        AddQueues(socket, ref problems);
        if (socket is InternetSocketEntry { Tcp: { } status })
        {
            AddConnection(socket.State, status, ref problems);
        }

        if (socket is { Memory.Drops: > 0, Type: not SocketType.Stream })
        {
            Add(ref problems, MapProblemKind.Drops, $"{socket.Memory.Drops} were dropped");
        }

        return problems is null ? [] : problems;
    }

    private static void AddQueues(SocketEntry socket, ref List<MapProblem>? problems)
    {
        if (socket.Memory is not { } memory)
        {
            return;
        }

        if (IsHalfFull(memory.ReceiveBytes, memory.ReceiveLimit))
        {
            Add(
                ref problems, MapProblemKind.FullReceiveQueue,
                $"{Bytes(socket.ReceiveQueue)} are not read: {Share(memory.ReceiveBytes, memory.ReceiveLimit)}");
        }

        // TCP gives the link a little at a time, and what waits for that counts as queued.
        var sent = Math.Max(memory.SendBytes, memory.QueuedBytes);
        if (IsHalfFull(sent, memory.SendLimit))
        {
            var verb = socket.Family == SocketFamilies.Unix ? "read" : "acknowledged";
            Add(
                ref problems, MapProblemKind.FullSendQueue,
                $"{Bytes(socket.SendQueue)} are not {verb}: {Share(sent, memory.SendLimit)}");
        }
    }

    private static void AddConnection(SocketState state, TcpStatus status, ref List<MapProblem>? problems)
    {
        if (status.Retransmitting > 0)
        {
            Add(
                ref problems, MapProblemKind.Retransmitting,
                $"sent {status.Retransmitting} times again, and not acknowledged");
        }

        if (state is SocketState.CloseWait or SocketState.FinWait2
            && status.SinceHeard is { } silence && silence >= LongHalfOpen)
        {
            // A FIN is no data, but acknowledges like every segment, and so sets the time back.
            var who = state == SocketState.CloseWait ? "the other end closed, and this one does not"
                : "closed, and the other end does not";
            Add(ref problems, MapProblemKind.HalfOpen, $"{who}: silent for {silence.TotalSeconds:0} s");
        }
    }

    private static bool IsHalfFull(uint bytes, uint limit) => bytes > 0 && bytes >= limit / 2;

    private static string Share(uint bytes, uint limit) => $"{bytes * 100L / Math.Max(1, limit)} % of the buffer";

    private static string Bytes(uint bytes) => bytes < 1024 ? $"{bytes} bytes" : $"{bytes / 1024} KiB";

    private static void Add(ref List<MapProblem>? problems, MapProblemKind kind, FormattableString detail) =>
        (problems ??= []).Add(new MapProblem(kind, FormattableString.Invariant(detail)));
}
