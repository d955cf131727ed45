namespace Soquete.SocketTables;

/// <summary>A socket of netlink(7).</summary>
public sealed class NetlinkSocketEntry : SocketEntry
{
    /// <inheritdoc/>
    public override SocketFamilies Family => SocketFamilies.Netlink;

    /// <summary>NETLINK_ROUTE (0), NETLINK_SOCK_DIAG (4) and so on.</summary>
    public int Protocol { get; init; }

    /// <summary>Its name in the protocol: often the number of the process; 0 is the kernel's own.</summary>
    public uint PortId { get; init; }

    /// <inheritdoc/>
    public override string LocalText => $"{Protocol}:{PortId}";

    /// <inheritdoc/>
    public override string RemoteText => "";
}
