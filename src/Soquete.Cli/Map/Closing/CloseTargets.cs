using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Closing;

/// <summary>What of a part of the map is ended. Pure.</summary>
/// <param name="part">The part that is asked for.</param>
/// <param name="ownProcess">This process, whose connections are left alone.</param>
internal sealed class CloseTargets(MapPart part, int ownProcess)
{
    /// <summary>Connections first, in the map's order, then ends that have none.</summary>
    public IReadOnlyList<CloseTarget> All => field ??= [.. Connections(), .. Alone()];

    /// <summary>How many ends were asked for that the kernel ends for nobody: they are not of TCP or UDP.</summary>
    public int Impossible => part.Map.Ends.Count(end => IsAskedFor(end) && end.Socket is not null && !IsPossible(end));

    private IEnumerable<CloseTarget> Connections()
    {
        foreach (var edge in part.Map.Edges)
        {
            if (!IsOwn(edge.From) && !IsOwn(edge.To) && SocketsOf(edge.From, edge.To) is { Count: > 0 } sockets)
            {
                yield return new CloseTarget(edge.From, edge, sockets);
            }
        }
    }

    private IEnumerable<CloseTarget> Alone()
    {
        foreach (var end in part.Map.Ends)
        {
            var isJoined = !Waits(end) && part.Map.EdgesOf(end).Count > 0;
            if (!isJoined && !IsOwn(end) && SocketsOf(end) is { Count: > 0 } sockets)
            {
                yield return new CloseTarget(end, null, sockets);
            }
        }
    }

    private List<SocketEntry> SocketsOf(params ReadOnlySpan<MapEnd> ends)
    {
        var sockets = new List<SocketEntry>();
        foreach (var end in ends)
        {
            // With an edge comes who waits at its end; that one is ended by itself, if at all.
            var isMeant = ends.Length == 1 || !Waits(end);
            if (isMeant && IsAskedFor(end) && IsPossible(end) && !IsOver(end))
            {
                sockets.Add(end.Socket!);
            }
        }

        return sockets;
    }

    /// <summary>
    /// Listeners, and datagram sockets that others come to, are ended where they were named alone, and so is what a
    /// socket of MPTCP is made of.
    /// </summary>
    private bool IsAskedFor(MapEnd end) => !end.CameAlong && (part.Selection.Listening || !Waits(end))
        && (end.Scheme != MapSchemes.Subflow || part.Selection.Schemes?.Contains(MapSchemes.Subflow) == true);

    private bool IsOver(MapEnd end) =>
        end.Socket is { State: SocketState.TimeWait } && part.Selection.States?.Contains(SocketState.TimeWait) != true;

    private bool IsOwn(MapEnd end) => end.Holders.Any(holder => holder.Process.Id == ownProcess);

    private static bool IsPossible(MapEnd end) =>
        end.Socket is InternetSocketEntry { Family: SocketFamilies.Tcp or SocketFamilies.Udp };

    private static bool Waits(MapEnd end) => end.Role is MapRole.Listener or MapRole.Bound;
}
