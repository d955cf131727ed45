namespace Soquete.Mapping.Selecting;

/// <summary>What tells an end from others, in one map and the next.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Space">Its network namespace; 0 for what is in none.</param>
/// <param name="Number">The socket's cookie, or its inode.</param>
/// <param name="Role">A pipe's direction: both ends have one inode.</param>
/// <param name="Name">The name of what is not here.</param>
internal readonly record struct EndKey(MapEndKind Kind, ulong Space, ulong Number, MapRole Role, string? Name)
{
    public static EndKey Of(MapEnd end) => end.Socket switch
    {
        { Cookie: not 0 } socket => new(end.Kind, socket.NetworkNamespace, socket.Cookie, MapRole.None, null),
        // What has neither a cookie nor an inode has its names.
        { Inode: 0 } socket => new(
            end.Kind, socket.NetworkNamespace, 0, MapRole.None, $"{end.Scheme} {socket.LocalText} {socket.RemoteText}"),
        { } socket => new(end.Kind, socket.NetworkNamespace, socket.Inode, MapRole.None, end.Scheme),
        null => new(end.Kind, 0, end.Inode, end.Role, end.Name),
    };
}
