using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Joins sockets of UDP: two that are connected to each other, and one to where it is connected.</summary>
internal sealed class UdpJoiner(MapDraft draft, AddressIndex addresses, FreePorts freePorts)
{
    private const string NotFound =
        "nobody is where they are connected to on this machine, or is in a namespace that was not read";

    private readonly BoundNames _bound = new(draft);

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
            }
        }

        JoinAll(connected);
    }

    private void JoinAll(List<int> connected)
    {
        var pairs = new InternetPairs(draft, addresses);
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

    private void JoinAlone(int end)
    {
        var socket = (InternetSocketEntry)draft.Sockets[end];
        var remote = InternetEnd.Of(socket.NetworkNamespace, socket.RemoteName);
        var space = addresses.SpaceOf(InternetEnd.Of(socket.NetworkNamespace, socket.LocalName), remote);
        if (_bound.FirstAt(remote with { Space = space ?? remote.Space }) is var to and not MapDraft.None
            && (space is not null || IsBoundTo(to, remote)))
        {
            draft.Join(end, to, isOneWay: true);
        }
        else if (space is not null)
        {
            var reason = space == AddressIndex.Several ? AddressIndex.Ambiguous : NotFound;
            draft.Join(end, draft.Unseen(socket, socket.RemoteName.ToString(), reason), isOneWay: true);
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
