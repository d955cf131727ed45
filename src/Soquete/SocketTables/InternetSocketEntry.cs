using System.Net;

namespace Soquete.SocketTables;

/// <summary>A socket of TCP, MPTCP or UDP, or a raw one.</summary>
public sealed class InternetSocketEntry : SocketEntry
{
    /// <summary>Tells of one; tables make these.</summary>
    /// <param name="family"><see cref="SocketFamilies.Tcp"/>, Mptcp, Udp or Raw.</param>
    /// <param name="local">What it is bound to.</param>
    /// <param name="remote">What it is connected to; the wildcard with port 0 for nothing.</param>
    public InternetSocketEntry(SocketFamilies family, InternetName local, InternetName remote)
    {
        Family = family;
        LocalName = local;
        RemoteName = remote;
    }

    /// <inheritdoc/>
    public override SocketFamilies Family { get; }

    /// <summary>What it is bound to. Of a raw socket the port is the protocol's number.</summary>
    public InternetName LocalName { get; }

    /// <summary>What it is connected to; the wildcard with port 0 for nothing.</summary>
    public InternetName RemoteName { get; }

    /// <summary><see cref="LocalName"/>, as the base libraries have it; a new one each time.</summary>
    public IPEndPoint Local => LocalName.ToEndPoint();

    /// <summary><see cref="RemoteName"/>, in the same way.</summary>
    public IPEndPoint Remote => RemoteName.ToEndPoint();

    /// <summary>The interface that it is bound to (SO_BINDTODEVICE); 0 for none.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>Whether it is of IPv6 and takes no IPv4 (IPV6_V6ONLY).</summary>
    public bool IsIPv6Only { get; init; }

    /// <summary>
    /// Whether it is of TCP and part of a socket of MPTCP, whose inode it has where a process has that one.
    /// </summary>
    public bool IsSubflow { get; init; }

    /// <summary>SO_MARK; null where it is 0 or not told (it takes CAP_NET_ADMIN).</summary>
    public uint? Mark { get; init; }

    /// <summary>What TCP says of the connection (TCP_INFO); null where it was not asked for or there is none.</summary>
    public TcpStatus? Tcp { get; init; }

    /// <inheritdoc/>
    public override string LocalText => LocalName.ToString();

    /// <inheritdoc/>
    public override string RemoteText => RemoteName.Port == 0 && RemoteName.IsAny ? "" : RemoteName.ToString();
}
