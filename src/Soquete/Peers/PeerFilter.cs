using System.Net;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Ancillary;
using Soquete.Interop;

namespace Soquete.Peers;

/// <summary>Who may connect: networks on internet listeners, users and groups on unix listeners.</summary>
internal sealed class PeerFilter
{
    private readonly IReadOnlyList<IPNetwork> _allow = [];
    private readonly IReadOnlyList<IPNetwork> _deny = [];
    private readonly uint[] _users = [];
    private readonly uint[] _groups = [];

    private PeerFilter()
    {
    }

    private PeerFilter(InternetAddress address) => (_allow, _deny) = (address.Allow, address.Deny);

    private PeerFilter(UnixSocketAddress address)
    {
        _users = [.. address.AllowUid.Select(account => AccountNumbers.OfUser(account, address))];
        _groups = [.. address.AllowGid.Select(account => AccountNumbers.OfGroup(account, address))];
    }

    public static PeerFilter For(Address address) => address switch
    {
        InternetAddress internet => new PeerFilter(internet),
        UnixSocketAddress unix => new PeerFilter(unix),
        _ => new PeerFilter(),
    };

    /// <summary>Whether nobody is refused.</summary>
    public bool AcceptsAll => _allow.Count + _deny.Count + _users.Length + _groups.Length == 0;

    /// <summary>Why the sender of a datagram is refused; null where it is welcome.</summary>
    public string? RefuseSender(in SocketName peer, MessageCredentials? credentials) => Refuse(
        peer, credentials is { } who ? new PeerCredentials(who.ProcessId, who.UserId, who.GroupId, []) : null);

    /// <summary>Why a peer is refused; null where it is welcome.</summary>
    public string? Refuse(in SocketName peer, PeerCredentials? credentials) => peer.TryGetInternet(out var end)
        ? RefuseNetwork(end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address)
        : RefuseAccount(credentials);

    private string? RefuseNetwork(IPAddress peer)
    {
        // A link-local address carries its zone, which no prefix has.
        var bare = new IPAddress(peer.GetAddressBytes());
        return _deny.Any(network => network.Contains(bare)) ? $"{bare} is denied"
            : _allow.Count > 0 && !_allow.Any(network => network.Contains(bare)) ? $"{bare} is not allowed"
            : null;
    }

    private string? RefuseAccount(PeerCredentials? credentials)
    {
        if (_users.Length + _groups.Length == 0)
        {
            return null;
        }

        return credentials is null ? "the peer's credentials are not known"
            : _users.Contains(credentials.UserId) || _groups.Any(credentials.IsInGroup) ? null
            : $"uid {credentials.UserId} gid {credentials.GroupId} is not allowed";
    }
}
