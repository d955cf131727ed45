using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>What tells an end from all others, from one map to the next.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">A socket's cookie, or its inode where it has none; of a pipe the inode.</param>
/// <param name="Role">Which end of the pipe: both have one inode.</param>
/// <param name="Name">Of an end that is not here, its name.</param>
internal readonly record struct EndIdentity(MapEndKind Kind, ulong Number, MapRole Role, string? Name)
{
    public static EndIdentity Of(MapEnd end) => end.Kind switch
    {
        MapEndKind.Socket when end.Socket is { Cookie: > 0 } socket => new(end.Kind, socket.Cookie, default, null),
        MapEndKind.Socket => new(end.Kind, end.Inode, default, end.Inode == 0 ? MapLabel.Of(end) : null),
        MapEndKind.Pipe or MapEndKind.Fifo => new(end.Kind, end.Inode, end.Role, end.Name),
        _ => new(end.Kind, end.Inode, default, end.Name),
    };
}

/// <summary>What tells a row from all others: two ends that are joined, or one alone.</summary>
internal readonly record struct LinkIdentity(EndIdentity From, EndIdentity? To);
