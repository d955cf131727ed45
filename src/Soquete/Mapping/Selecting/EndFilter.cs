using System.Text;
using Soquete.Interop;
using Soquete.SocketTables;

namespace Soquete.Mapping.Selecting;

/// <summary>Whether a selection takes an end. For one map.</summary>
internal sealed class EndFilter(ProcessMap map, MapSelection selection)
{
    private readonly string? _path = selection.Path is { } path
        ? PrintableBytes.Escape(Encoding.UTF8.GetBytes(path))
        : null;

    /// <summary>Whether nothing is set, so that all of the map is meant.</summary>
    public bool TakesAll { get; } = selection == new MapSelection();

    public bool Takes(MapEnd end) =>
        (selection.ProcessIds is null && selection.ProcessName is null && selection.UserId is null || IsHeld(end))
        && (selection.Port is not { } port || HasPort(end, port))
        && (_path is null || HasPath(end) || IsJoinedToPath(end))
        && (selection.Inode is not { } inode || end.Inode == inode)
        && (selection.States is not { } states || (end.Socket is { } socket && states.Contains(socket.State)))
        && (selection.Schemes is not { } schemes || schemes.Contains(end.Scheme))
        && (selection.NetworkNamespace is not { } space || end.Socket?.NetworkNamespace == space)
        && (!selection.Listening || end.Role is MapRole.Listener or MapRole.Bound)
        && (!selection.Problems || end.Problems.Count > 0);

    /// <summary>Whether one process has it that is of the number, the name and the user that are asked for.</summary>
    private bool IsHeld(MapEnd end)
    {
        foreach (var (process, _) in end.Holders)
        {
            if ((selection.ProcessIds is not { } ids || ids.Contains(process.Id))
                && (selection.ProcessName is not { } name || process.Name == name)
                && (selection.UserId is not { } user || process.UserId == user))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPort(MapEnd end, int port) => end.Socket switch
    {
        InternetSocketEntry { Family: not SocketFamilies.Raw } socket =>
            socket.LocalName.Port == port || socket.RemoteName.Port == port,
        _ => false,
    };

    private bool HasPath(MapEnd end) => end switch
    {
        { Socket: UnixSocketEntry socket } => IsPath(socket.Name),
        { Kind: MapEndKind.Fifo } => IsPath(end.Name),
        _ => false,
    };

    private bool IsPath(string? name) => name is not null && (name == _path || name == selection.Path);

    /// <summary>What connected to a socket of the path has no name for the most part.</summary>
    private bool IsJoinedToPath(MapEnd end)
    {
        foreach (var edge in map.EdgesOf(end))
        {
            if (HasPath(ReferenceEquals(edge.From, end) ? edge.To : edge.From))
            {
                return true;
            }
        }

        return false;
    }
}
