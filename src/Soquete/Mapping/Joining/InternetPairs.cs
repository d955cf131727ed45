using System.Runtime.InteropServices;
using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Finds the two ends of connections by their names, each being the other's reversed.</summary>
internal sealed class InternetPairs(MapDraft draft, AddressIndex addresses)
{
    private readonly Dictionary<InternetPair, (int Low, int High)> _pairs = [];
    private readonly List<(int, int)> _found = [];
    private readonly List<int> _alone = [];

    /// <summary>The ends of connections that were found, both in one namespace or each in its own.</summary>
    public IReadOnlyList<(int First, int Second)> Found => _found;

    /// <summary>Those whose other end was not found.</summary>
    public IReadOnlyList<int> Alone => _alone;

    /// <summary>Looks in each namespace, and then between them for what is left.</summary>
    public void Find(IReadOnlyList<int> connected)
    {
        _pairs.EnsureCapacity(connected.Count);
        foreach (var end in connected)
        {
            var socket = (InternetSocketEntry)draft.Sockets[end];
            Put(end, socket, socket.NetworkNamespace);
        }

        var left = Take();
        _pairs.Clear();
        var between = left.FindAll(MayLeave);
        _alone.AddRange(left.FindAll(end => !MayLeave(end)));
        var ambiguous = between.FindAll(end => !Put(end, (InternetSocketEntry)draft.Sockets[end], space: 0));
        Forget(ambiguous);
        _alone.AddRange(ambiguous);
        _alone.AddRange(Take());
    }

    /// <returns>False where there is such an end already.</returns>
    private bool Put(int end, InternetSocketEntry socket, ulong space)
    {
        var local = InternetEnd.Of(space, socket.LocalName);
        var remote = InternetEnd.Of(space, socket.RemoteName);
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _pairs, new InternetPair(space, local, remote, out var isLow), out var isThere);
        if (!isThere)
        {
            pair = (MapDraft.None, MapDraft.None);
        }

        ref var place = ref isLow ? ref pair.Low : ref pair.High;
        if (place != MapDraft.None)
        {
            if (space != 0)
            {
                _alone.Add(end);
            }

            return false;
        }

        place = end;
        if (local == remote)
        {
            pair.High = end;
        }

        return true;
    }

    /// <summary>Addresses that several namespaces have tell nothing.</summary>
    private void Forget(List<int> ambiguous)
    {
        foreach (var end in ambiguous)
        {
            var socket = (InternetSocketEntry)draft.Sockets[end];
            var key = new InternetPair(
                0, InternetEnd.Of(0, socket.LocalName), InternetEnd.Of(0, socket.RemoteName), out _);
            if (_pairs.Remove(key, out var pair))
            {
                AddAlone(pair.Low);
                AddAlone(pair.High);
            }
        }
    }

    private void AddAlone(int end)
    {
        if (end != MapDraft.None)
        {
            _alone.Add(end);
        }
    }

    /// <summary>Moves what has both ends to what was found, and gives the rest.</summary>
    private List<int> Take()
    {
        var left = new List<int>();
        foreach (var (low, high) in _pairs.Values)
        {
            if (low != MapDraft.None && high != MapDraft.None)
            {
                _found.Add((low, high));
            }
            else
            {
                left.Add(low != MapDraft.None ? low : high);
            }
        }

        return left;
    }

    private bool MayLeave(int end)
    {
        var socket = (InternetSocketEntry)draft.Sockets[end];
        return !addresses.IsWithin(
            InternetEnd.Of(socket.NetworkNamespace, socket.LocalName),
            InternetEnd.Of(socket.NetworkNamespace, socket.RemoteName));
    }
}
