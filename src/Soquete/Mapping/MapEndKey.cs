namespace Soquete.Mapping;

/// <summary>
/// What tells an end from others, in one map of a machine and in the next: the same end has the same key in both, and
/// no other has it. Of a socket that is its cookie or else its inode; of a pipe its inode and direction; of what is not
/// here its name.
/// </summary>
public readonly record struct MapEndKey
{
    private readonly MapEndKind _kind;
    private readonly ulong _space;
    private readonly MapRole _role;
    private readonly string? _name;

    private MapEndKey(MapEndKind kind, ulong space, ulong number, MapRole role = MapRole.None, string? name = null) =>
        (_kind, _space, Number, _role, _name) = (kind, space, number, role, name);

    /// <summary>A socket's cookie or else its inode, a pipe's inode; 0 for none.</summary>
    public ulong Number { get; }

    internal static MapEndKey Of(MapEnd end) => end.Socket switch
    {
        { Cookie: not 0 } socket => new(end.Kind, socket.NetworkNamespace, socket.Cookie),
        // What has neither a cookie nor an inode has its names.
        { Inode: 0 } socket => new(
            end.Kind, socket.NetworkNamespace, 0, name: $"{end.Scheme} {socket.LocalText} {socket.RemoteText}"),
        { } socket => new(end.Kind, socket.NetworkNamespace, socket.Inode, name: end.Scheme),
        null => new(end.Kind, 0, end.Inode, end.Role, end.Name),
    };
}
