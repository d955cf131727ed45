using System.Net.Sockets;
using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Joins sockets of the unix domain, each of which has the other's number.</summary>
/// <remarks>
/// Only what is bound can listen, and what it accepts has its name: of two ends the one with a listener's name was
/// accepted. Two without names are of socketpair(2), since nothing without a name can be connected to.
/// </remarks>
internal sealed class UnixJoiner(MapDraft draft)
{
    private const string NotFound =
        "their other ends are in a network namespace that was not read, or went meanwhile";

    private readonly Dictionary<(ulong File, ulong Device, string Name), int> _listeners = [];

    /// <summary>Those without a peer of their own that others are joined to.</summary>
    private readonly HashSet<int> _joined = [];

    public void Join()
    {
        for (var end = 0; end < draft.Sockets.Length; end++)
        {
            if (draft.Sockets[end] is UnixSocketEntry { IsListening: true } listener)
            {
                draft.Roles[end] = MapRole.Listener;
                _listeners.TryAdd(KeyOf(listener), end);
            }
        }

        for (var end = 0; end < draft.Sockets.Length; end++)
        {
            if (draft.Sockets[end] is UnixSocketEntry socket)
            {
                JoinOne(end, socket);
            }
        }
    }

    private void JoinOne(int end, UnixSocketEntry socket)
    {
        if (socket.IsListening)
        {
            JoinWaiting(end, socket);
        }
        else if (socket.PeerInode == 0)
        {
            JoinNobody(end, socket);
        }
        else if (Of(socket.PeerInode, socket.Type) is not { } other)
        {
            JoinUnseen(end, socket);
        }
        else
        {
            JoinTo(end, socket, other);
        }
    }

    private void JoinTo(int end, UnixSocketEntry socket, int other)
    {
        var peer = (UnixSocketEntry)draft.Sockets[other];
        if (peer.PeerInode == socket.Inode)
        {
            if (end <= other)
            {
                JoinBoth(end, other);
            }
        }
        else if (socket.Type == SocketType.Dgram)
        {
            draft.Roles[end] = MapRole.Connected;
            draft.Join(end, other, isOneWay: true);
        }
        else if (peer.PeerInode == 0 && _joined.Add(other))
        {
            // It connected between the two readings.
            JoinBoth(end, other);
        }
        else
        {
            // The number is another socket's by now.
            JoinUnseen(end, socket);
        }
    }

    private void JoinWaiting(int listener, UnixSocketEntry socket)
    {
        foreach (var inode in socket.Waiting)
        {
            // One that has a peer was accepted between the two readings.
            if (Of(inode, socket.Type) is { } client
                && draft.Sockets[client] is UnixSocketEntry { PeerInode: 0 } && _joined.Add(client))
            {
                draft.Roles[client] = MapRole.Connected;
                draft.Join(client, listener, isWaiting: true);
            }
        }
    }

    /// <summary>Without a peer: it is not connected, its peer is gone, or is not accepted yet.</summary>
    private void JoinNobody(int end, UnixSocketEntry socket)
    {
        if (draft.Roles[end] != MapRole.None || socket.Name is null)
        {
            return;
        }

        var listener = socket.Type == SocketType.Dgram ? MapDraft.None : ListenerOf(socket);
        draft.Listeners[end] = listener;
        draft.Roles[end] = socket.Type == SocketType.Dgram ? MapRole.Bound
            : listener != MapDraft.None ? MapRole.Accepted
            : MapRole.None;
    }

    private void JoinUnseen(int end, UnixSocketEntry socket)
    {
        var unseen = draft.Unseen(socket, $"#{socket.PeerInode}", NotFound, socket.PeerInode);
        var listener = socket.Type == SocketType.Dgram ? MapDraft.None : ListenerOf(socket);
        if (listener == MapDraft.None)
        {
            draft.Join(end, unseen, isDirected: false);
            return;
        }

        draft.Roles[end] = MapRole.Accepted;
        draft.Listeners[end] = listener;
        draft.Join(unseen, end);
    }

    private void JoinBoth(int first, int second)
    {
        var (one, other) = ((UnixSocketEntry)draft.Sockets[first], (UnixSocketEntry)draft.Sockets[second]);
        if (one.Type == SocketType.Dgram || (one.Name is null && other.Name is null))
        {
            var isPair = one.Name is null || other.Name is null;
            draft.Roles[first] = draft.Roles[second] = isPair ? MapRole.Paired : MapRole.Connected;
            draft.Join(first, second, isDirected: false);
            return;
        }

        var (firstListener, secondListener) = (ListenerOf(one), ListenerOf(other));
        if (secondListener != MapDraft.None || (firstListener == MapDraft.None && one.Name is null))
        {
            draft.JoinAccepted(first, second, secondListener);
        }
        else if (firstListener != MapDraft.None || other.Name is null)
        {
            draft.JoinAccepted(second, first, firstListener);
        }
        else
        {
            draft.Join(first, second, isDirected: false);
        }
    }

    /// <summary>
    /// The socket of an inode that can have a peer. One of another kind has the number of one that went meanwhile.
    /// </summary>
    private int? Of(uint inode, SocketType type) =>
        draft.OfInode(inode) is var end and not MapDraft.None
        && draft.Sockets[end] is UnixSocketEntry { IsListening: false } found && found.Type == type ? end : null;

    private int ListenerOf(UnixSocketEntry socket) =>
        socket.Name is not null && _listeners.TryGetValue(KeyOf(socket), out var listener) ? listener : MapDraft.None;

    /// <summary>
    /// A path can have been bound again since: the file tells. Abstract names are a network namespace's own.
    /// </summary>
    private static (ulong File, ulong Device, string Name) KeyOf(UnixSocketEntry socket) => socket.IsAbstract
        ? (socket.NetworkNamespace, 0, socket.Name!)
        : (socket.FileInode, socket.FileDevice, socket.Name ?? "");
}
