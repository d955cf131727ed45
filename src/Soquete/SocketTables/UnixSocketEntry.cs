namespace Soquete.SocketTables;

/// <summary>A socket of the unix domain (unix(7)).</summary>
public sealed class UnixSocketEntry : SocketEntry
{
    /// <inheritdoc/>
    public override SocketFamilies Family => SocketFamilies.Unix;

    /// <summary>
    /// What it is bound to: a path as it was given to bind(2), or <c>@</c> and an abstract name; null for nothing. What
    /// does not print is escaped as <c>\xHH</c>. A connection that was accepted has its listener's name.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Whether the name is of the abstract namespace.</summary>
    public bool IsAbstract => Name is ['@', ..];

    /// <summary>
    /// The inode of the socket that it sends to; 0 for none, or one that waits in a backlog, which has no number yet.
    /// </summary>
    public uint PeerInode { get; init; }

    /// <summary>Of a listener: the sockets that connected to it and are not accepted; 0 for one that is gone.</summary>
    public IReadOnlyList<uint> Waiting { get; init; } = [];

    /// <summary>The inode of the file that it is bound to; 0 for none.</summary>
    public uint FileInode { get; init; }

    /// <summary>The device of that file, as <c>major &lt;&lt; 20 | minor</c>.</summary>
    public uint FileDevice { get; init; }

    /// <summary>Whether it receives no more (shutdown(2)).</summary>
    public bool IsShutForReceiving { get; init; }

    /// <summary>Whether it sends no more.</summary>
    public bool IsShutForSending { get; init; }

    /// <inheritdoc/>
    public override string LocalText => Name ?? "";

    /// <inheritdoc/>
    public override string RemoteText => "";
}
