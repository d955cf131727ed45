namespace Soquete.SocketTables;

/// <summary>A packet socket (packet(7)).</summary>
public sealed class PacketSocketEntry : SocketEntry
{
    /// <inheritdoc/>
    public override SocketFamilies Family => SocketFamilies.Packet;

    /// <summary>The interface; 0 for all of them.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>Its name; null for all, or one that is gone.</summary>
    public string? Interface { get; init; }

    /// <summary>The protocol of the link, such as 0x0800; 3 for all (ETH_P_ALL), 0 for none.</summary>
    public int Protocol { get; init; }

    /// <inheritdoc/>
    public override string LocalText => $"{Interface ?? "*"}:0x{Protocol:x4}";

    /// <inheritdoc/>
    public override string RemoteText => "";
}
