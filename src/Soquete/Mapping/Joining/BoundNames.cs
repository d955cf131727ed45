using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Sockets that wait at an address and port: listeners, or datagram sockets without a peer.</summary>
internal sealed class BoundNames(MapDraft draft)
{
    private readonly Dictionary<InternetEnd, List<int>> _ends = [];

    public void Add(int end)
    {
        var socket = (InternetSocketEntry)draft.Sockets[end];
        var key = InternetEnd.Of(socket.NetworkNamespace, socket.LocalName);
        if (!_ends.TryGetValue(key, out var ends))
        {
            _ends[key] = ends = [];
        }

        ends.Add(end);
    }

    /// <summary>
    /// Those that are sent what goes to a name: bound to it, or to every address of its kind (ip(7), ipv6(7)); null for
    /// none. Several share a port with SO_REUSEPORT.
    /// </summary>
    public List<int>? At(in InternetEnd name)
    {
        if (_ends.Count == 0)
        {
            return null;
        }

        if (_ends.TryGetValue(name, out var found)
            || (name.IsIPv4 && _ends.TryGetValue(name with { Address = InternetEnd.AnyIPv4 }, out found)))
        {
            return found;
        }

        if (!_ends.TryGetValue(name with { Address = UInt128.Zero }, out found) || !name.IsIPv4)
        {
            return found;
        }

        var both = found.FindAll(end => !((InternetSocketEntry)draft.Sockets[end]).IsIPv6Only);
        return both.Count == 0 ? null : both;
    }

    /// <summary>The first of them, or <see cref="MapDraft.None"/>.</summary>
    public int FirstAt(in InternetEnd name) => At(name) is [var first, ..] ? first : MapDraft.None;
}
