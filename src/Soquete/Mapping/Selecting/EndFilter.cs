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
        (!selection.IsOfProcesses || IsHeld(end))
        && (selection.Port is not { } port || HasPort(end, port))
        && (_path is null || HasPath(end) || IsJoinedToPath(end))
        && (selection.Inode is not { } inode || end.Inode == inode)
        && (selection.States is not { } states || (end.Socket is { } socket && states.Contains(socket.State)))
        && (selection.Schemes is not { } schemes || schemes.Contains(end.Scheme))
        && (selection.NetworkNamespace is not { } space || end.Socket?.NetworkNamespace == space)
        && (!selection.Listening || end.Role is MapRole.Listener or MapRole.Bound)
        && (!selection.Problems || end.Problems.Count > 0);

    /// <summary>Whether the port and the path that are asked for are the end's own.</summary>
    public bool IsNamed(MapEnd end) =>
        (selection.Port is not { } port || end.Socket is InternetSocketEntry socket && socket.LocalName.Port == port)
        && (_path is null || HasPath(end));

    private bool IsHeld(MapEnd end)
    {
        foreach (var holder in end.Holders)
        {
            if (selection.Takes(holder.Process))
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
            if (HasPath(edge.OppositeOf(end)))
            {
                return true;
            }
        }

        return false;
    }
}
