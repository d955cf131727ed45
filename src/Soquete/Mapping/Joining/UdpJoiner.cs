using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Joins sockets of UDP: two that are connected to each other, and one to where it is connected.</summary>
internal sealed class UdpJoiner(MapDraft draft, FreePorts freePorts)
{
    private const string NotFound =
        "nobody is where they are connected to on this machine, or is in a namespace that was not read";

    private readonly BoundNames _bound = new(draft);

    /// <summary>By name alone, for the other namespaces; <see cref="MapDraft.None"/> where several have it.</summary>
    private readonly Dictionary<InternetEnd, int> _everywhere = [];

    public void Join()
    {
        var connected = new List<int>();
        for (var end = 0; end < draft.Sockets.Length; end++)
        {
            if (draft.Sockets[end] is not InternetSocketEntry { Family: SocketFamilies.Udp or SocketFamilies.Raw } one)
            {
                continue;
            }

            if (one.Family == SocketFamilies.Raw)
            {
                draft.Roles[end] = MapRole.Bound;
            }
            else if (one.RemoteName.Port != 0)
            {
                draft.Roles[end] = MapRole.Connected;
                connected.Add(end);
            }
            else if (one.LocalName.Port != 0)
            {
                draft.Roles[end] = MapRole.Bound;
                _bound.Add(end);
                AddEverywhere(end, one);
            }
        }

        JoinAll(connected);
    }

    private void JoinAll(List<int> connected)
    {
        var pairs = new InternetPairs(draft);
        pairs.Find(connected);
        foreach (var (first, second) in pairs.Found)
        {
            var isFromSecond = freePorts.IsFrom(Port(second), Port(first));
            var isDirected = isFromSecond || freePorts.IsFrom(Port(first), Port(second));
            draft.Join(isFromSecond ? second : first, isFromSecond ? first : second, isDirected);
        }

        foreach (var end in pairs.Alone)
        {
            JoinAlone(end);
        }
    }

    private void AddEverywhere(int end, InternetSocketEntry socket)
    {
        var name = InternetEnd.Of(0, socket.LocalName);
        if (!socket.LocalName.IsAny && !name.IsLoopback && !_everywhere.TryAdd(name, end))
        {
            _everywhere[name] = MapDraft.None;
        }
    }

    private void JoinAlone(int end)
    {
        var socket = (InternetSocketEntry)draft.Sockets[end];
        var remote = InternetEnd.Of(socket.NetworkNamespace, socket.RemoteName);
        var isHere = remote.IsLoopback
            || remote.Address == InternetEnd.Of(socket.NetworkNamespace, socket.LocalName).Address;
        if (_bound.FirstAt(remote) is var to and not MapDraft.None && (isHere || IsBoundTo(to, remote)))
        {
            draft.Join(end, to, isOneWay: true);
        }
        else if (isHere)
        {
            draft.Join(end, draft.Unseen(socket, socket.RemoteName.ToString(), NotFound), isOneWay: true);
        }
        else if (_everywhere.TryGetValue(remote with { Space = 0 }, out to) && to != MapDraft.None)
        {
            draft.Join(end, to, isOneWay: true);
        }
        else
        {
            draft.Join(end, draft.Remote(socket, socket.RemoteName.ToString()));
        }
    }

    /// <summary>A socket for every address says nothing of another machine's.</summary>
    private bool IsBoundTo(int end, in InternetEnd name) =>
        InternetEnd.Of(name.Space, ((InternetSocketEntry)draft.Sockets[end]).LocalName).Address == name.Address;

    private int Port(int end) => ((InternetSocketEntry)draft.Sockets[end]).LocalName.Port;
}
