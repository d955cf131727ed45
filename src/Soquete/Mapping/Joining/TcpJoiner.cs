using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Joins the ends of TCP's connections, and tells which of them was accepted.</summary>
/// <remarks>
/// A socket of MPTCP is one of them, with the names of its first connection, and what it is made of is left out: it
/// speaks TCP with who knows no more than that. The end at whose name a listener waits was accepted. Where that
/// listener is gone, a port that the kernel gave away tells who connected; where both are of that kind, or neither,
/// nobody can say.
/// </remarks>
internal sealed class TcpJoiner(
    MapDraft draft, HolderTable holders, AddressIndex addresses, FreePorts freePorts)
{
    private const string NotFound = "nobody has them, at addresses of this machine: they went meanwhile, have other "
        + "names (NAT), or are in a namespace that was not read";

    private readonly BoundNames _listeners = new(draft);

    public void Join()
    {
        var connected = new List<int>();
        for (var end = 0; end < draft.Sockets.Length; end++)
        {
            if (draft.Sockets[end] is not InternetSocketEntry
                {
                    Family: SocketFamilies.Tcp or SocketFamilies.Mptcp,
                } socket || draft.IsPart(end))
            {
                continue;
            }

            if (socket.IsListening)
            {
                draft.Roles[end] = MapRole.Listener;
                _listeners.Add(end);
            }
            else if (socket.RemoteName.Port != 0)
            {
                connected.Add(end);
            }
        }

        var pairs = new InternetPairs(draft, addresses);
        pairs.Find(connected);
        foreach (var (first, second) in pairs.Found)
        {
            JoinBoth(first, second);
        }

        foreach (var end in pairs.Alone)
        {
            JoinAlone(end);
        }
    }

    private void JoinBoth(int first, int second)
    {
        var (firstListener, secondListener) = (ListenerOf(first), ListenerOf(second));
        if (first == second)
        {
            draft.Roles[first] = MapRole.Connected;
            draft.Join(first, first, isDirected: false);
        }
        else if (secondListener != MapDraft.None && firstListener == MapDraft.None)
        {
            JoinAccepted(first, second, secondListener);
        }
        else if (firstListener != MapDraft.None && secondListener == MapDraft.None)
        {
            JoinAccepted(second, first, firstListener);
        }
        else if (freePorts.IsFrom(Port(first), Port(second)))
        {
            JoinAccepted(first, second, secondListener);
        }
        else if (freePorts.IsFrom(Port(second), Port(first)))
        {
            JoinAccepted(second, first, firstListener);
        }
        else
        {
            draft.Join(first, second, isDirected: false);
        }
    }

    private void JoinAccepted(int from, int to, int listener) => draft.JoinAccepted(
        from, to, listener, isWaiting: listener != MapDraft.None && IsWaiting(draft.Sockets[to]));

    /// <summary>
    /// Without an inode no process has it: it is over, as its state says then, or was never accepted.
    /// </summary>
    private static bool IsWaiting(SocketEntry socket) => socket is
    {
        Inode: 0, State: SocketState.Established or SocketState.CloseWait or SocketState.SynReceived,
    };

    private void JoinAlone(int end)
    {
        var socket = Socket(end);
        var listener = ListenerOf(end);
        var isFrom = freePorts.IsFrom(Port(end), socket.RemoteName.Port);
        draft.Roles[end] = listener != MapDraft.None ? MapRole.Accepted : isFrom ? MapRole.Connected : MapRole.None;
        draft.Listeners[end] = listener;
        var far = InternetEnd.Of(socket.NetworkNamespace, socket.RemoteName);
        if (addresses.SpaceOf(InternetEnd.Of(socket.NetworkNamespace, socket.LocalName), far) is { } space)
        {
            JoinUnseen(end, socket, far with { Space = space });
            return;
        }

        var remote = draft.Remote(socket, socket.RemoteName.ToString());
        if (listener == MapDraft.None)
        {
            draft.Join(end, remote, isDirected: isFrom);
            return;
        }

        var isWaiting = IsWaiting(socket);
        draft.Join(remote, isWaiting ? listener : end, isWaiting: isWaiting);
    }

    /// <summary>Of two ends that are over, the kernel keeps one: there is nothing to be found.</summary>
    private void JoinUnseen(int end, InternetSocketEntry socket, in InternetEnd far)
    {
        if (socket.State == SocketState.SynSent && _listeners.FirstAt(far) is var full and >= 0)
        {
            // The listener's backlog is full, and the kernel drops what asks for a place in it.
            draft.Roles[end] = MapRole.Connected;
            draft.Join(end, full, isWaiting: true);
        }
        else if (socket.State is SocketState.Established or SocketState.SynSent)
        {
            var reason = far.Space == AddressIndex.Several ? AddressIndex.Ambiguous : NotFound;
            var unseen = draft.Unseen(socket, socket.RemoteName.ToString(), reason);
            var isAccepted = draft.Roles[end] == MapRole.Accepted;
            draft.Join(
                isAccepted ? unseen : end, isAccepted ? end : unseen, isDirected: draft.Roles[end] != MapRole.None);
        }
    }

    /// <summary>Of several listeners at one name (SO_REUSEPORT), one that the end's holder has as well.</summary>
    private int ListenerOf(int end)
    {
        var socket = Socket(end);
        var listeners = _listeners.At(InternetEnd.Of(socket.NetworkNamespace, socket.LocalName));
        return listeners switch
        {
            null => MapDraft.None,
            [var only] => only,
            _ => listeners[Math.Max(0, listeners.FindIndex(listener => holders.HaveCommon(end, listener)))],
        };
    }

    private int Port(int end) => Socket(end).LocalName.Port;

    private InternetSocketEntry Socket(int end) => (InternetSocketEntry)draft.Sockets[end];
}
