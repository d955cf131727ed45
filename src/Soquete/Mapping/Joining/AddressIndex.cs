using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Where the addresses of this machine are.</summary>
internal sealed class AddressIndex
{
    /// <summary>Stands for several namespaces.</summary>
    public const ulong Several = 0;

    /// <summary>Why what is at such an address is joined to nobody.</summary>
    public const string Ambiguous = "several namespaces have their addresses";

    private readonly HashSet<(ulong Space, UInt128 Address)> _all = [];
    private readonly Dictionary<UInt128, ulong> _spaces = [];

    public AddressIndex(IReadOnlyList<LocalAddress> addresses)
    {
        foreach (var one in addresses)
        {
            var end = InternetEnd.Of(one.NetworkNamespace, one.Name);
            if (_all.Add((end.Space, end.Address)) && !_spaces.TryAdd(end.Address, end.Space))
            {
                _spaces[end.Address] = Several;
            }
        }
    }

    /// <summary>Whether what a namespace sends to an address stays in it.</summary>
    /// <param name="local">A socket's own name.</param>
    /// <param name="remote">The address.</param>
    public bool IsWithin(in InternetEnd local, in InternetEnd remote) =>
        // What has the address of its peer is of the same machine, also where the interface is gone.
        remote.IsLoopback || remote.Address == local.Address || _all.Contains((remote.Space, remote.Address));

    /// <summary>The namespace that has the address of a socket's peer.</summary>
    /// <param name="local">The socket's own name.</param>
    /// <param name="remote">Its peer's.</param>
    /// <returns>
    /// Its own one where that has it, another one, <see cref="Several"/>, or null where no interface has it.
    /// </returns>
    public ulong? SpaceOf(in InternetEnd local, in InternetEnd remote) =>
        IsWithin(local, remote) ? remote.Space
        : _spaces.TryGetValue(remote.Address, out var space) ? space
        : null;
}
