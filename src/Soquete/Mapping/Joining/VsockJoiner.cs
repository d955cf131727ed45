using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>
/// Joins sockets between virtual machines: two of this one by their names, others to where they lead.
/// </summary>
internal sealed class VsockJoiner(MapDraft draft)
{
    private readonly Dictionary<((uint, uint) Local, (uint, uint) Remote), int> _connected = [];
    private readonly Dictionary<uint, int> _listeners = [];

    public void Join()
    {
        for (var end = 0; end < draft.Sockets.Length; end++)
        {
            if (draft.Sockets[end] is not VsockSocketEntry socket)
            {
                continue;
            }

            if (socket.IsListening)
            {
                draft.Roles[end] = MapRole.Listener;
                _listeners.TryAdd(socket.Local.Port, end);
            }
            else if (socket.Remote.Port != uint.MaxValue)
            {
                _connected.TryAdd((socket.Local, socket.Remote), end);
            }
        }

        foreach (var (names, end) in _connected)
        {
            JoinOne(end, names.Local, names.Remote);
        }
    }

    private void JoinOne(int end, (uint Context, uint Port) local, (uint, uint) remote)
    {
        var isAccepted = _listeners.TryGetValue(local.Port, out var listener);
        draft.Roles[end] = isAccepted ? MapRole.Accepted : MapRole.Connected;
        draft.Listeners[end] = isAccepted ? listener : MapDraft.None;
        if (!_connected.TryGetValue((remote, local), out var other))
        {
            var socket = draft.Sockets[end];
            other = draft.Remote(socket, socket.RemoteText);
        }
        else if (other < end)
        {
            // The other one has joined them.
            return;
        }

        draft.Join(isAccepted ? other : end, isAccepted ? end : other);
    }
}
